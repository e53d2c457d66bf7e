import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { newToken, openClient, type TestClient } from './client.ts';
import { startTestServer } from './server.ts';
import { ANSWERS, EVENTS } from './version-1.ts';

/** A client that was written for protocol 1 says no other number. */
const OLDER = { auth: { protocol: 1 } };

/** Names of all that it heard, each of which it knows and can decode. */
function understood(client: TestClient): Set<string> {
  const names = new Set<string>();
  for (const { name, payload } of client.heard) {
    if (name === 'ack') continue;
    const schema = EVENTS.get(name);
    expect(schema, `protocol 1 knows no ${name}`).toBeDefined();
    expect(schema?.safeParse(payload).error?.issues, `${name} as protocol 1 reads it`).toBeUndefined();
    names.add(name);
  }
  return names;
}

/** Asks, and reads the answer as it would. */
async function ask(client: TestClient, name: string, payload: object): Promise<{ ok: boolean }> {
  const answer = await client.ask(name, payload);
  expect(ANSWERS.get(name)?.safeParse(answer).error?.issues, `the answer to ${name} as protocol 1 reads it`).toBeUndefined();
  return answer;
}

describe('a client of protocol 1', () => {
  it('CONN-8 reads, writes, votes, follows and is sent home by words that it knows', async () => {
    const server = await startTestServer();
    const client = openClient(server.url, OLDER);
    expect((await client.event('welcome')).start.kind).toBe('snapshot');
    expect(await ask(client, 'identify', { token: await newToken(server.url) })).toMatchObject({ ok: true });
    const newer = openClient(server.url, { auth: { protocol: 2 }, token: await newToken(server.url) });
    await newer.event('welcome');

    const [comment, theirs] = [randomUUID(), randomUUID()];
    const command = () => ({ command: randomUUID() });
    await newer.post('by another', { comment: theirs });
    const post = { ...command(), comment, parent: null, body: 'hello', name: 'Ann' };
    const edit = { ...command(), comment, body: 'hello again', editCount: 0 };
    expect(await ask(client, 'post-comment', post)).toMatchObject({ ok: true });
    expect(await ask(client, 'edit-comment', edit)).toMatchObject({ ok: true });
    expect(await ask(client, 'edit-comment', { ...edit, ...command(), body: 'late' })).toMatchObject({
      refusal: { code: 'edited-elsewhere' },
    });
    expect(await ask(client, 'cast-vote', { ...command(), comment: theirs, value: 1 })).toMatchObject({ ok: true });
    const page = { parent: null, order: 'newest', from: { at: 'start' }, limit: 20, rev: 0 };
    expect(await ask(client, 'read-page', page)).toMatchObject({ ok: true });
    expect(await ask(client, 'read-comments', { comments: [theirs], rev: 0 })).toMatchObject({ ok: true });
    expect(await ask(client, 'read-revisions', { comment })).toMatchObject({ ok: true });
    expect(await ask(client, 'delete-comment', { ...command(), comment })).toMatchObject({ ok: true });
    expect(await ask(client, 'delete-my-comments', command())).toMatchObject({ ok: true });
    await client.event('room-changed', ({ content }) => content.some(({ status }) => status === 'deleted'));

    const back = openClient(server.url, { auth: { ...OLDER.auth, resume: { epoch: 'memory', rev: 2 } } });
    expect((await back.event('welcome')).start).toMatchObject({ kind: 'catch-up' });
    newer.close();
    await server.parley.drain(2_000);
    for (const each of [client, back]) await each.closed;
    expect([...understood(client)]).toEqual(
      expect.arrayContaining(['welcome', 'room-changed', 'mine-changed', 'connection-closing']),
    );
    expect([...understood(back)]).toEqual(['welcome', 'connection-closing']);
    await server.stop();
  });

  it('CONN-8 one below the floor is told to reload, in words that any version knows', async () => {
    const server = await startTestServer();
    const client = openClient(server.url, { auth: { protocol: 0, room: 7, ofThePast: true } });
    expect((await client.event('connection-closing')).refusal).toEqual({ code: 'too-old', class: 'reload' });
    await client.closed;
    expect([...understood(client)]).toEqual(['connection-closing']);
    await server.stop();
  });
});
