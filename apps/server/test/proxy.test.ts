/** People reach several instances through the real proxy: by WebSocket, and by polling where that is all they have. */
import { Agent } from 'node:http';
import { type Cluster, startCluster } from '@parley/topology';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { newToken, openRoom, type RoomOptions, type RoomSocket } from './client.ts';
import { openSession, poll } from './polling.ts';
import { endProcesses, runParley } from './server-process.ts';

let cluster: Cluster;
beforeAll(async () => {
  cluster = await startCluster({ instances: 2 });
  expect((await runParley(['room', 'add', 'hall', '--title', 'Hall'], { ...cluster.env })).code).toBe(0);
});
afterAll(async () => {
  endProcesses();
  await cluster?.close();
});

/** Addresses of one machine, which stand for people in different places. */
const places = Array.from({ length: 60 }, (_, n) => `127.0.0.${n + 2}`);

/** Two places whose sessions the proxy gives to different instances. */
async function twoPlaces(): Promise<{ from: string; sid: string; cookie: string }[]> {
  const found = new Map<string, { from: string; sid: string; cookie: string }>();
  for (const from of places) {
    const session = await openSession(cluster.url, from);
    if (!found.has(session.cookie)) found.set(session.cookie, { from, ...session });
    if (found.size === 2) break;
  }
  expect(found.size).toBe(2);
  return [...found.values()];
}

/** Polling from a place, with the cookies that a browser would keep. */
const byPolling = (from: string | undefined): RoomOptions => ({
  protocol: 2,
  transports: ['polling'],
  withCredentials: true,
  // The types know only a browser's; in Node it is the agent of its requests.
  agent: new Agent({ localAddress: from, keepAlive: true }) as unknown as string,
});

let comments = 0;
async function writes(room: RoomSocket): Promise<string> {
  comments += 1;
  const comment = `01890a5d-ac96-774b-bcce-${String(comments).padStart(12, '0')}`;
  const payload = { command: comment, comment, parent: null, body: `said ${comments}`, name: null };
  expect(await room.command('post-comment', payload)).toMatchObject({ ok: true });
  return comment;
}

const hears = (room: RoomSocket, comment: () => string) =>
  room.event<{ content: { id: string }[] }>('room-changed', ({ content }) => content.some(({ id }) => id === comment()));

describe('the proxy before several instances', () => {
  it('SCALE-3 a polling session stays on its instance by the cookie, from wherever it comes; without one by its address', async () => {
    const [one, two] = await twoPlaces();
    if (!one || !two) throw new Error('There are two places.');
    const hello = `40${JSON.stringify({ protocol: 1, room: 'hall', order: 'newest' })}`;
    const elsewhere = await poll(cluster.url, { from: two.from, sid: one.sid }, hello);
    expect(elsewhere, 'another instance does not know it').toMatchObject({ status: 400 });
    expect(await poll(cluster.url, { from: two.from, sid: one.sid, cookie: one.cookie }, hello)).toMatchObject({ status: 200 });
    expect(await poll(cluster.url, { from: one.from, sid: one.sid })).toMatchObject({ status: 200 });
  });

  it('SCALE-3 nobody but a polling session gets a cookie', async () => {
    for (const path of ['/', '/rooms/hall', '/api/rooms', '/healthz']) {
      expect((await fetch(cluster.url + path)).headers.get('set-cookie'), path).toBeNull();
    }
  });

  it('SCALE-3 people write and hear each other over both instances, by polling and by WebSocket without a cookie', async () => {
    const token = await newToken(cluster.url);
    const [one, two] = await twoPlaces();
    const polling = [one, two].map((place) => openRoom(cluster.url, 'hall', token, byPolling(place?.from)));
    const before = await cluster.proxy.givenTo('ready');
    const sockets = [1, 2].map(() => openRoom(cluster.url, 'hall', token));
    const rooms = [...polling, ...sockets];
    await Promise.all(rooms.map(({ welcomed }) => welcomed));
    expect((await cluster.proxy.givenTo('ready')).map((now, at) => now - (before[at] ?? 0))).toEqual([1, 1]);
    for (const writer of rooms) {
      let comment = '';
      const heard = Promise.all(rooms.map((room) => hears(room, () => comment)));
      comment = `01890a5d-ac96-774b-bcce-${String(comments + 1).padStart(12, '0')}`;
      expect(await writes(writer)).toBe(comment);
      await heard;
    }
    for (const { socket } of rooms) socket.close();
  });

  it('SCALE-3 an instance that drains gets no new session, and keeps those it has until they were told to move', async () => {
    const sessions = await twoPlaces();
    const polling = sessions.map((place) => openRoom(cluster.url, 'hall', undefined, byPolling(place.from)));
    await Promise.all(polling.map(({ welcomed }) => welcomed));
    const told = Promise.any(polling.map((room) => room.event('connection-moving')));
    const [first] = cluster.instances;
    if (!first) throw new Error('There is an instance.');
    first.kill('SIGTERM');
    await told;
    await expect.poll(() => cluster.proxy.statesOf(0)).toEqual(['DOWN', 'DOWN']);
    const [before] = await cluster.proxy.givenTo('ready');
    const cookies = await Promise.all(sessions.map(async ({ from }) => (await openSession(cluster.url, from)).cookie));
    expect(new Set(cookies).size).toBe(1);
    const rooms = places.slice(0, 6).map(() => openRoom(cluster.url, 'hall'));
    await Promise.all(rooms.map(({ welcomed }) => welcomed));
    for (const { socket } of [...rooms, ...polling]) socket.close();
    expect((await cluster.proxy.givenTo('ready'))[0]).toBe(before);
    expect((await first.exited).code).toBe(0);
    await first.start();
    await expect.poll(() => cluster.proxy.statesOf(0)).toEqual(['UP', 'UP']);
  });
});
