import { randomUUID } from 'node:crypto';
import { memoryRoomStore } from '@parley/engine/memory';
import { IN_FLIGHT_MAX, type Page, roomChanged, welcome } from '@parley/protocol';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { type ClientOptions, newToken, openClient, type TestClient } from './client.ts';
import { startTestServer, type TestServer } from './server.ts';

let server: TestServer;
const open: TestClient[] = [];
beforeAll(async () => {
  server = await startTestServer();
});
afterEach(() => {
  for (const client of open.splice(0)) client.close();
});
afterAll(() => server.stop());

const enter = (options: ClientOptions = {}): TestClient => {
  const client = openClient(server.url, options);
  open.push(client);
  return client;
};
const writer = async (options: ClientOptions = {}) => enter({ ...options, token: await newToken(server.url) });

describe('a room over the wire', () => {
  it.each(['websocket', 'polling'])('SYNC-1 the first event is the welcome, with a snapshot (%s)', async (transport) => {
    const client = enter({ io: { transports: [transport] } });
    await client.event('welcome');
    expect(client.heard[0]?.name).toBe('welcome');
    expect(welcome.safeParse(client.heard[0]?.payload).success).toBe(true);
    expect(client.heard[0]?.payload).toMatchObject({ me: null, exists: true, start: { kind: 'snapshot' } });
  });

  it('SYNC-1 who names a position gets everything above it', async () => {
    const one = await writer();
    const first = await one.event('welcome');
    const head = first.start.kind === 'snapshot' ? first.start.page : undefined;
    const comment = randomUUID();
    await one.post('while you were away', { comment });
    const back = enter({ auth: { resume: { epoch: head?.epoch, rev: head?.head } } });
    const { start } = await back.event('welcome');
    expect(start).toMatchObject({ kind: 'catch-up', frame: { content: [{ id: comment, body: 'while you were away' }] } });
  });

  it('SYNC-5 the ack comes before the frame that carries the change, and others get the same frame', async () => {
    const [one, other] = [await writer(), enter()];
    await Promise.all([one.event('welcome'), other.event('welcome')]);
    for (let n = 0; n < 20; n += 1) {
      const comment = randomUUID();
      const answer = await one.post(`comment ${n}`, { comment });
      if (!answer.ok) throw new Error(answer.refusal.code);
      const carries = (frame: { to: number }) => frame.to >= answer.value.rev;
      const [mine, theirs] = await Promise.all([one.event('room-changed', carries), other.event('room-changed', carries)]);
      expect(roomChanged.safeParse(mine).success).toBe(true);
      expect(theirs).toEqual(mine);
      const ackAt = one.heard.findIndex(({ name, payload }) => name === 'ack' && payload === answer);
      expect(ackAt).toBeGreaterThan(-1);
      expect(one.heard.findIndex(({ payload }) => payload === mine)).toBeGreaterThan(ackAt);
    }
  });

  it('SYNC-5 holds for a client on polling that moves to a WebSocket', async () => {
    const one = await writer({ io: { transports: ['polling', 'websocket'] } });
    await one.event('welcome');
    const { engine } = one.socket.io;
    const upgraded = new Promise<void>((resolve) => {
      if (engine.transport.name === 'websocket') resolve();
      engine.once('upgrade', () => resolve());
    });
    const answers = await Promise.all(Array.from({ length: 20 }, (_, n) => one.post(`polling ${n}`)));
    await upgraded;
    const last = await one.post('upgraded');
    const revs = [...answers, last].map((answer) => (answer.ok ? answer.value.rev : -1));
    await one.event('room-changed', (frame) => frame.to >= Math.max(...revs));
    expect(revs).not.toContain(-1);
    expect(engine.transport.name).toBe('websocket');
  });

  it('MINE-2 an own vote reaches all sessions of that person and nobody else', async () => {
    const [author, voterToken] = [await writer(), await newToken(server.url)];
    const [here, there, stranger] = [enter({ token: voterToken }), enter({ token: voterToken }), await writer()];
    await Promise.all([author, here, there, stranger].map((client) => client.event('welcome')));
    const comment = randomUUID();
    await author.post('vote on me', { comment });
    const answer = await here.ask<{ rev: number }>('cast-vote', { command: randomUUID(), comment, value: 1 });
    expect(answer.ok).toBe(true);
    const fact = await there.event('mine-changed', ({ facts }) => facts.some((each) => each.comment === comment));
    expect(fact.facts).toMatchObject([{ comment, value: 1 }]);
    await here.event('mine-changed', ({ facts }) => facts.some((each) => each.comment === comment));
    // The frame of the vote is behind the owner fact: who has it would have had the fact.
    const counted = ({ tallies }: { tallies: { id: string; up: number }[] }) =>
      tallies.some(({ id, up }) => id === comment && up === 1);
    for (const other of [stranger, author]) {
      await other.event('room-changed', counted);
      expect(other.heard.filter(({ name }) => name === 'mine-changed')).toEqual([]);
    }
  });

  it('CONN-3 a token is taken from auth alone, never from the address', async () => {
    const token = await newToken(server.url);
    const client = enter({ io: { query: { token } } });
    expect((await client.event('welcome')).me).toBeNull();
  });

  it('CONN-9 a token that is not valid keeps nobody from reading; writing is refused', async () => {
    const client = enter({ token: 'not.a.token' });
    expect(await client.event('welcome')).toMatchObject({ me: null, tokenRefused: true });
    expect(await client.post('hello')).toMatchObject({ ok: false, refusal: { code: 'token-not-valid', class: 'sign-in' } });
    const page = await client.ask<Page>('read-page', { parent: null, order: 'newest', from: { at: 'start' }, limit: 5, rev: 0 });
    expect(page.ok).toBe(true);
  });

  it('CONN-9 who has no token reads, is asked to sign in to write, and may do so on the same connection', async () => {
    const client = enter();
    expect((await client.event('welcome')).me).toBeNull();
    expect(await client.post('hello')).toMatchObject({ ok: false, refusal: { code: 'sign-in-needed' } });
    const identified = await client.ask<{ me: string }>('identify', { token: await newToken(server.url) });
    expect(identified).toMatchObject({ ok: true });
    expect((await client.post('hello')).ok).toBe(true);
  });

  it('CONN-8 a client below the floor is told to reload, whatever else its hello holds', async () => {
    const client = enter({ auth: { protocol: 0, something: 'of the past' } });
    expect(await client.event('connection-closing')).toMatchObject({ refusal: { code: 'too-old', class: 'reload' } });
    expect(await client.closed).toBe('io server disconnect');
  });

  it('CONN-6 the 33rd command under way is refused at once, the others are done', async () => {
    const gate: { opened: Promise<void>; open(): void } = { opened: Promise.resolve(), open() {} };
    const slow = await startTestServer({ store: memoryRoomStore({ latency: () => gate.opened }) });
    try {
      const client = openClient(slow.url, { token: await newToken(slow.url) });
      open.push(client);
      await client.event('welcome');
      gate.opened = new Promise((resolve) => {
        gate.open = resolve;
      });
      const answers = Array.from({ length: 40 }, (_, n) => client.post(`burst ${n}`));
      const early = await Promise.all(answers.slice(IN_FLIGHT_MAX));
      expect(early.map((answer) => !answer.ok && answer.refusal.code)).toEqual(
        Array.from({ length: 8 }, () => 'too-many-in-flight'),
      );
      gate.open();
      const late = await Promise.all(answers.slice(0, IN_FLIGHT_MAX));
      expect(late.every(({ ok }) => ok)).toBe(true);
    } finally {
      await slow.stop();
    }
  });

  it('POST-8 only a page of an allowed origin makes a room by its first comment', async () => {
    const token = await newToken(server.url);
    const room = 'made-by-embed';
    const stranger = enter({ room, token });
    expect((await stranger.event('welcome')).exists).toBe(false);
    expect(await stranger.post('first')).toMatchObject({ ok: false, refusal: { code: 'no-such-room' } });
    const own = enter({
      room,
      token,
      auth: { title: 'Made' },
      io: { extraHeaders: { origin: `http://localhost:${server.port}` } },
    });
    await own.event('welcome');
    expect((await own.post('first')).ok).toBe(true);
    expect(await server.parley.engine.findRoom(room as never)).toMatchObject({ title: 'Made', listed: false });
  });
});
