import type { BusMessage } from '@parley/engine';
import { expect, it } from 'vitest';
import { decodeBeat, encodeBeats } from './beat-frame.ts';
import { CONTENT_MAX_BYTES, decodeFrame, encodeFrame, isFrom } from './frame.ts';

const SENDER = '0123456789abcdef';

const message = (title = 'Ünï “quoted” 👋', to = 7): BusMessage => ({
  room: 'a-room' as never,
  rows: {
    epoch: 'epoch' as never,
    from: 2,
    to,
    content: [],
    tallies: [],
    summary: { title, status: 'open', comments: 1, topLevel: 1 },
  },
  mine: [
    { person: 'guest:1' as never, facts: [{ comment: '00000000-0000-7000-8000-000000000000' as never, value: -1, rev: 7 }] },
  ],
});
const head = { room: 'a-room', epoch: 'epoch', to: 7 };

/** With so many empty tallies that the content is just above or below a size. */
function sized(bytes: number): BusMessage {
  const tally = { id: '00000000-0000-7000-8000-000000000000' as never, up: 0, down: 0, replyCount: 0, best: 0, tallyRev: 7 };
  const of = (count: number): BusMessage => ({
    ...message(''),
    rows: { ...message('').rows, tallies: Array(count).fill(tally) },
  });
  const length = (one: BusMessage): number => JSON.stringify({ rows: one.rows, mine: one.mine }).length;
  const made = of(Math.floor((bytes - 700) / (JSON.stringify(tally).length + 1)));
  const title = 'é'.repeat(Math.floor((bytes - length(made)) / 2)) + 'e'.repeat((bytes - length(made)) % 2);
  return { ...made, rows: { ...made.rows, summary: { ...made.rows.summary, title } } };
}

it('BUS-3 a message comes out as it went in', () => {
  expect(decodeFrame(encodeFrame(SENDER, message()))).toEqual(message());
  const far = message('', Number.MAX_SAFE_INTEGER);
  expect(decodeFrame(encodeFrame(SENDER, far))).toEqual(far);
});

it('BUS-4 content up to 64 KiB is sent, a byte more leaves the head', () => {
  const fits = sized(CONTENT_MAX_BYTES);
  expect(decodeFrame(encodeFrame(SENDER, fits))).toEqual(fits);
  const tooLong = encodeFrame(SENDER, sized(CONTENT_MAX_BYTES + 1));
  expect(tooLong.length).toBeLessThan(100);
  expect(decodeFrame(tooLong)).toEqual(head);
});

it('BUS-6 the sender is known without reading on', () => {
  const bytes = encodeFrame(SENDER, message());
  expect(isFrom(bytes, SENDER)).toBe(true);
  expect(isFrom(bytes, 'fedcba9876543210')).toBe(false);
  expect(isFrom(bytes.subarray(0, 20), SENDER)).toBe(false);
});

it('BUS-3 bytes that are none of ours say nothing', () => {
  const bytes = encodeFrame(SENDER, message());
  const changed = (at: number, byte: number): Buffer => {
    const copy = Buffer.from(bytes);
    copy[at] = byte;
    return copy;
  };
  const others = ['', 'hello', '{"room":"a-room"}', Buffer.alloc(100), Buffer.alloc(100, 1), Buffer.alloc(100, 255)];
  for (const other of others) expect(decodeFrame(Buffer.from(other))).toBeUndefined();
  for (let length = 0; length < 39; length += 1) expect(decodeFrame(bytes.subarray(0, length))).toBeUndefined();
  // Another layout, a revision that is none, an epoch and a slug that cannot be.
  for (const other of [changed(0, 2), changed(18, 255), changed(28, 0), changed(33, 0x41), changed(27, 255)]) {
    expect(decodeFrame(other)).toBeUndefined();
  }
});

it('BUS-3 content that cannot be read leaves the head, a later form of it too', () => {
  const bytes = encodeFrame(SENDER, message());
  const later = Buffer.from(bytes);
  later[1] = 2;
  const contentAt = 28 + 'epoch'.length + 'a-room'.length;
  const broken = [
    later,
    bytes.subarray(0, bytes.length - 1),
    Buffer.concat([bytes.subarray(0, contentAt), Buffer.from('{"rows":{"to":"7"},"mine":[]}')]),
    Buffer.concat([bytes.subarray(0, contentAt), encodeFrame(SENDER, message('', 8)).subarray(contentAt)]),
  ];
  for (const one of broken) expect(decodeFrame(one)).toEqual(head);
});

it('BUS-5 a beat with many heads goes in several, one without heads goes too', () => {
  const heads = Array.from({ length: 1_001 }, (_, to) => ({ room: `room-${to}`, epoch: 'epoch', to }) as never);
  const frames = encodeBeats(SENDER, heads, 7.25).map((frame) => decodeBeat(Buffer.from(frame)));
  expect(frames.map((frame) => frame?.heads.length)).toEqual([500, 500, 1]);
  expect(frames.flatMap((frame) => frame?.heads)).toEqual(heads);
  expect(encodeBeats(SENDER, [], 0)).toHaveLength(1);
});

it('BUS-3 what is no beat is none', () => {
  const others = [
    '',
    'null',
    '{}',
    '{"instance":"x","heads":[]}',
    `{"instance":"${SENDER}","heads":[{}]}`,
    `{"instance":"${SENDER}"}`,
  ];
  for (const other of others) expect(decodeBeat(Buffer.from(other))).toBeUndefined();
});
