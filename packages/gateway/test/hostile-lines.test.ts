/** Bytes and packets below the level of messages. After each of them others still write and the process has nothing to report. */

import { MESSAGE_MAX_BYTES } from '@parley/protocol';
import { describe, expect, it } from 'vitest';
import { PACKETS_PER_SECOND_MAX } from '../src/packet-guard.ts';
import { newToken } from './client.ts';
import { HELLO, joinedLine, type RawLine, rawLine, uuid } from './raw-line.ts';
import { watchedServer } from './watched-server.ts';

const watched = watchedServer();

const fragment = Buffer.from([0x01, 0x01, 0x61]);
const masked = (first: number, payload: Buffer): Buffer => {
  const size =
    payload.length < 126
      ? Buffer.from([0x80 | payload.length])
      : Buffer.from([0x80 | 126, payload.length >> 8, payload.length & 255]);
  return Buffer.concat([Buffer.from([first]), size, Buffer.alloc(4), payload]);
};

describe('CONN-5 packets that mean nothing', () => {
  /** What is sent on a greeted line, and the close codes that may come of it. 1005: an orderly end without a code. */
  const closing: readonly (readonly [title: string, packets: readonly (string | Buffer)[], code: number])[] = [
    ['an unknown Engine.IO packet', ['9'], 1005],
    ['a letter', ['x'], 1005],
    ['an Engine.IO ping from a client', ['2'], 1005],
    ['an unknown Socket.IO packet', ['49'], 1005],
    ['JSON that is none', ['42["post-comment",{'], 1005],
    ['an object for an event', ['42{"a":1}'], 1005],
    ['an event without anything', ['42[]'], 1005],
    ['null for a name', ['42[null,{}]'], 1005],
    ['an array for a name', ['42[["post-comment"],{}]'], 1005],
    ['a reserved event', ['42["disconnect"]'], 1005],
    ['a second hello', [`40${JSON.stringify(HELLO)}`], 1005],
    ['an error from the client', ['44{"message":"x"}'], 1005],
    ['another namespace that was never joined', ['42/admin,["x"]'], 1005],
    ['too many attachments', ['4599999-["post-comment",{}]'], 1005],
    ['attachments below zero', ['45-1-["post-comment",{}]'], 1005],
    ['text where an attachment is due', ['451-["post-comment",{"_placeholder":true,"num":0}]', '42["x"]'], 1005],
    ['an attachment that nobody announced', [Buffer.from('binary')], 1005],
    ['a placeholder beyond the attachments', ['451-["post-comment",{"_placeholder":true,"num":99}]', Buffer.from('x')], 1005],
    ['a placeholder below zero', ['451-["post-comment",{"_placeholder":true,"num":-1}]', Buffer.from('x')], 1005],
    ['a binary answer to nothing with text after it', ['461-1[{"_placeholder":true,"num":0}]', '42["x"]'], 1005],
    ['a deeply nested binary event', [`451-["x",${'['.repeat(30_000)}${']'.repeat(30_000)}]`, Buffer.from('x')], 1005],
    ['a message above the bound', [`42["post-comment","${'x'.repeat(MESSAGE_MAX_BYTES)}"]`], 1009],
  ];
  it.each(closing)('CONN-5 %s closes that line', async (_title, packets, code) => {
    const line = await joinedLine(watched.server.port);
    for (const packet of packets) line.send(packet);
    expect(await line.closed).toBe(code);
  });

  const below: readonly (readonly [title: string, bytes: Buffer, code: number])[] = [
    ['a text that is not UTF-8', masked(0x81, Buffer.from([0x34, 0x32, 0xff, 0xfe])), 1007],
    ['a frame without a mask', Buffer.from([0x81, 0x01, 0x34]), 1002],
    ['a reserved bit', masked(0xc1, Buffer.from('4')), 1002],
    ['a reserved opcode', masked(0x83, Buffer.from('4')), 1002],
    ['a ping that is too long', masked(0x89, Buffer.alloc(126)), 1002],
    ['a ping in pieces', masked(0x09, Buffer.from('x')), 1002],
    ['a continuation of nothing', masked(0x80, Buffer.from('x')), 1002],
    ['a close code that does not exist', masked(0x88, Buffer.from([0x00, 0x01])), 1002],
  ];
  it.each(below)('CONN-5 %s closes that line', async (_title, bytes, code) => {
    const line = await joinedLine(watched.server.port);
    line.bytes(bytes);
    expect(await line.closed).toBe(code);
  });

  const ignored: readonly (readonly [title: string, packets: readonly (string | Buffer)[]])[] = [
    ['an answer to nothing', ['431["x"]']],
    ['an answer with __proto__ in it', ['4399[{"__proto__":{"polluted":1}}]']],
    ['a pong nobody asked for', ['3', '3probe']],
    ['a noop, an upgrade and a close that only polling knows', ['6', '5', '1']],
    ['a namespace that does not exist', ['40/admin,{}', '40/__proto__,{}']],
    ['a binary command', ['451-77["post-comment",{"_placeholder":true,"num":0}]', Buffer.from('x')]],
    ['a binary event that wants no answer', ['451-["post-comment",{"_placeholder":true,"num":0}]', Buffer.from('x')]],
    ['an event without an ack', ['42["post-comment",{}]']],
    ['an ack id that is huge', ['4299999999999999999999["nonsense",{}]']],
  ];
  it.each(ignored)('CONN-5 %s harms nobody, not even that line', async (_title, packets) => {
    const line = await joinedLine(watched.server.port);
    for (const packet of packets) line.send(packet);
    expect(await line.ask(`["read-comments",{"comments":["${uuid()}"],"rev":0}]`)).toMatchObject({ ok: true });
    line.end();
  });
});

describe('CONN-5 hellos that mean nothing', () => {
  const hellos: readonly (readonly [title: string, auth: string, code: string])[] = [
    ['none', '', 'malformed'],
    ['an empty one', '{}', 'malformed'],
    ['a protocol in letters', '{"protocol":"1","room":"lounge","order":"newest"}', 'malformed'],
    ['a protocol of half', '{"protocol":1.5,"room":"lounge","order":"newest"}', 'malformed'],
    ['a protocol of the past', '{"protocol":0}', 'too-old'],
    ['a path for a room', '{"protocol":1,"room":"../etc","order":"newest"}', 'malformed'],
    ['__proto__ for a room', '{"protocol":1,"room":"__proto__","order":"newest"}', 'malformed'],
    ['a room of 500 letters', `{"protocol":1,"room":"${'r'.repeat(500)}","order":"newest"}`, 'malformed'],
    ['an array of rooms', '{"protocol":1,"room":["lounge"],"order":"newest"}', 'malformed'],
    ['an unknown key', '{"protocol":1,"room":"lounge","order":"newest","role":"keeper"}', 'malformed'],
    ['__proto__ in it', '{"protocol":1,"room":"lounge","order":"newest","__proto__":{"polluted":1}}', 'malformed'],
    ['a session to be recovered', '{"protocol":1,"room":"lounge","order":"newest","pid":"x","offset":"y"}', 'malformed'],
    ['a position that is none', '{"protocol":1,"room":"lounge","order":"newest","resume":{"epoch":"e","rev":-1}}', 'malformed'],
    ['a title that cannot be seen', '{"protocol":1,"room":"lounge","order":"newest","title":"\\u200b"}', 'text-empty'],
    ['a comment that is no id', '{"protocol":1,"room":"lounge","order":"newest","around":"here"}', 'malformed'],
  ];
  it.each(hellos)('CONN-5 %s is refused and closed', async (_title, auth, code) => {
    const line = await rawLine(watched.server.port);
    line.send(`40${auth}`);
    expect(await line.message('42["connection-closing"')).toContain(`"code":"${code}"`);
    await line.closed;
  });

  it.each(['40null', '40[]', '40"text"', '401'])('CONN-5 %s is closed', async (packet) => {
    const line = await rawLine(watched.server.port);
    line.send(packet);
    // `401` is a hello with an id and no payload: refused as malformed, then closed like the others.
    expect(await line.closed).toBe(1005);
  });

  it('CONN-5 a command before the hello closes the line', async () => {
    const line = await rawLine(watched.server.port);
    line.send(`42["post-comment",{}]`);
    expect(await line.closed).toBe(1005);
  });

  it('CONN-5 many hellos at once make one session', async () => {
    const line = await rawLine(watched.server.port);
    const before = watched.server.parley.engine.status().sessions;
    for (let n = 0; n < 200; n += 1) line.send(`40${JSON.stringify(HELLO)}`);
    await line.closed;
    await watched.canary.post('counted');
    expect(watched.server.parley.engine.status().sessions).toBeLessThanOrEqual(before);
    expect(line.received.filter((text) => text.startsWith('42["welcome"')).length).toBeLessThanOrEqual(1);
  });

  it('CONN-5 what is sent right after the hello waits for the welcome', async () => {
    const line = await rawLine(watched.server.port);
    line.send(`40${JSON.stringify({ ...HELLO, token: await newToken(watched.server.url) })}`);
    await line.message('40{');
    expect(
      await line.ask(`["post-comment",{"command":"${uuid()}","comment":"${uuid()}","parent":null,"name":null,"body":"early"}]`),
    ).toMatchObject({
      ok: true,
    });
    line.end();
  });
});

describe('CONN-5 floods', () => {
  /** Goes on until the line is closed: how much fits into a second is the machine's matter. */
  async function flood(line: RawLine, send: () => void): Promise<number> {
    while (line.ws.readyState === line.ws.OPEN) {
      for (let n = 0; n <= PACKETS_PER_SECOND_MAX; n += 1) send();
      await new Promise((resolve) => setImmediate(resolve));
    }
    return line.closed;
  }

  it('CONN-5 a flood of packets is cut', async () => {
    const line = await joinedLine(watched.server.port);
    expect(await flood(line, () => line.send('3'))).toBe(1006);
  });

  it('CONN-5 a flood of WebSocket pings is cut', async () => {
    const line = await joinedLine(watched.server.port);
    expect(await flood(line, () => line.ws.ping())).toBe(1006);
  });

  it('CONN-5 a line that asks on and on and takes no answer is closed before its answers fill the memory', async () => {
    for (let n = 0; n < 20; n += 1) await watched.canary.post('long '.repeat(2_000));
    const before = watched.server.parley.engine.status().sessions;
    const line = await joinedLine(watched.server.port);
    expect(watched.server.parley.engine.status().sessions).toBe(before + 1);
    line.ws.pause();
    const page = JSON.stringify(['read-page', { parent: null, order: 'newest', from: { at: 'start' }, limit: 20, rev: 0 }]);
    // Below the bound on packets; 300 such pages are 60 MB.
    for (let n = 0; n < 300; n += 1) line.send(`42${n}${page}`);
    await expect.poll(() => watched.server.parley.engine.status().sessions, { timeout: 10_000 }).toBe(before);
    line.end();
  });

  it('CONN-5 a message in endless pieces is cut at the bound', async () => {
    const line = await joinedLine(watched.server.port);
    line.bytes(masked(0x01, Buffer.from('4')));
    for (let n = 0; n < 70; n += 1) line.bytes(masked(0x00, Buffer.alloc(1_000, 0x20)));
    expect([1008, 1009]).toContain(await line.closed);
  });

  it('CONN-5 unmasked pieces are cut at the first', async () => {
    const line = await joinedLine(watched.server.port);
    for (let n = 0; n < 1_000; n += 1) line.bytes(fragment);
    expect(await line.closed).toBe(1002);
  });
});
