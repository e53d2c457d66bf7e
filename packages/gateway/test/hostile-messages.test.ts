/** Messages that no client of ours would send, on a greeted socket: each is answered by a typed refusal, and nothing else happens. */
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { MALFORMED_MAX } from '../src/socket-session.ts';
import { newToken, openClient, type TestClient } from './client.ts';
import { joinedLine, type RawLine, uuid } from './raw-line.ts';
import { startTestServer, type TestServer } from './server.ts';

let server: TestServer;
let token: string;
let canary: TestClient;
let line: RawLine;
beforeAll(async () => {
  server = await startTestServer();
  token = await newToken(server.url);
  canary = openClient(server.url, { token: await newToken(server.url) });
  await canary.event('welcome');
});
beforeEach(async () => {
  line = await joinedLine(server.port, token);
});
afterEach(async () => {
  // Whatever was sent: others still write, the process has nothing to report, and no prototype changed.
  expect((await canary.post('still here')).ok).toBe(true);
  expect(server.logged).toEqual([]);
  expect(({} as Record<string, unknown>).polluted).toBeUndefined();
  line.end();
});
afterAll(async () => {
  canary.close();
  await server.stop();
});

const ids = () => `"command":"${uuid()}","comment":"${uuid()}"`;
const post = (rest: string) => `["post-comment",{${ids()},${rest}}]`;
const body = (json: string) => post(`"parent":null,"name":null,"body":${json}`);
const deep = (levels: number) => '['.repeat(levels) + ']'.repeat(levels);

const probes: readonly (readonly [title: string, json: () => string, code: string, field?: string])[] = [
  ['no payload', () => '["post-comment"]', 'malformed'],
  ['null', () => '["post-comment",null]', 'malformed'],
  ['an array', () => '["post-comment",[]]', 'malformed'],
  ['a text', () => '["post-comment","text"]', 'malformed'],
  ['a number', () => '["post-comment",5]', 'malformed'],
  ['two payloads', () => '["post-comment",{},{}]', 'malformed'],
  ['an empty object', () => '["post-comment",{}]', 'malformed', 'command'],
  ['an unknown key', () => post('"parent":null,"name":null,"body":"x","admin":true'), 'malformed'],
  ['a person id of its own', () => post('"parent":null,"name":null,"body":"x","person":"keeper"'), 'malformed'],
  ['__proto__', () => post('"parent":null,"name":null,"body":"x","__proto__":{"polluted":1}'), 'malformed'],
  ['constructor', () => post('"parent":null,"name":null,"body":"x","constructor":{"prototype":{"polluted":1}}'), 'malformed'],
  ['an array for the body', () => body('["x"]'), 'malformed', 'body'],
  ['an object for the body', () => body('{"toString":"x","length":1}'), 'malformed', 'body'],
  ['null for the body', () => body('null'), 'malformed', 'body'],
  ['a number for the body', () => body('1'), 'malformed', 'body'],
  ['a body nested deeply', () => body(deep(30_000)), 'malformed', 'body'],
  ['an object nested deeply', () => body(`${'{"a":'.repeat(10_000)}1${'}'.repeat(10_000)}`), 'malformed', 'body'],
  ['NUL in the body', () => body('"a\\u0000b"'), 'text-not-allowed', 'body'],
  ['half a surrogate pair', () => body('"a\\ud800"'), 'text-not-allowed', 'body'],
  ['an empty body', () => body('""'), 'text-empty', 'body'],
  ['an invisible body', () => body('"\\u200b\\u2060 \\n"'), 'text-empty', 'body'],
  ['a body that is too long', () => body(JSON.stringify('x'.repeat(10_001))), 'text-too-long', 'body'],
  ['a name that turns the text', () => post('"parent":null,"name":"\\u202eevil","body":"x"'), 'name-not-allowed', 'name'],
  ['a name that is too long', () => post(`"parent":null,"name":"${'n'.repeat(61)}","body":"x"`), 'name-not-allowed', 'name'],
  ['an empty name', () => post('"parent":null,"name":"","body":"x"'), 'name-not-allowed', 'name'],
  ['no parent', () => post('"name":null,"body":"x"'), 'malformed', 'parent'],
  ['a parent that is no id', () => post('"parent":"1 OR 1=1","name":null,"body":"x"'), 'malformed', 'parent'],
  ['a parent that is not there', () => post(`"parent":"${uuid()}","name":null,"body":"x"`), 'not-found'],
  [
    'an id in capitals',
    () => body('"x"').replace(/"comment":"(.*?)"/, (_, id: string) => `"comment":"${id.toUpperCase()}A"`),
    'malformed',
    'comment',
  ],
  ['an array for an id', () => `["delete-comment",{"command":"${uuid()}","comment":["${uuid()}"]}]`, 'malformed', 'comment'],
  ['a comment that is not there', () => `["delete-comment",{${ids()}}]`, 'not-found'],
  ['an edit count below zero', () => `["edit-comment",{${ids()},"body":"x","editCount":-1}]`, 'malformed', 'editCount'],
  ['a broken edit count', () => `["edit-comment",{${ids()},"body":"x","editCount":0.5}]`, 'malformed', 'editCount'],
  ['an endless edit count', () => `["edit-comment",{${ids()},"body":"x","editCount":1e400}]`, 'malformed', 'editCount'],
  ['a vote of 2', () => `["cast-vote",{${ids()},"value":2}]`, 'malformed', 'value'],
  ['a vote of "1"', () => `["cast-vote",{${ids()},"value":"1"}]`, 'malformed', 'value'],
  ['a vote of true', () => `["cast-vote",{${ids()},"value":true}]`, 'malformed', 'value'],
  ['a vote of half', () => `["cast-vote",{${ids()},"value":0.5}]`, 'malformed', 'value'],
  ['a vote on nothing', () => `["cast-vote",{${ids()},"value":1}]`, 'not-found'],
  ['a page of nobody', () => '["read-page",{}]', 'malformed', 'parent'],
  [
    'a page of 0',
    () => '["read-page",{"parent":null,"order":"newest","from":{"at":"start"},"limit":0,"rev":0}]',
    'malformed',
    'limit',
  ],
  [
    'a page of 101',
    () => '["read-page",{"parent":null,"order":"newest","from":{"at":"start"},"limit":101,"rev":0}]',
    'malformed',
    'limit',
  ],
  [
    'an unknown order',
    () => '["read-page",{"parent":null,"order":"__proto__","from":{"at":"start"},"limit":1,"rev":0}]',
    'malformed',
    'order',
  ],
  [
    'a page from nowhere',
    () => '["read-page",{"parent":null,"order":"newest","from":{"at":"end"},"limit":1,"rev":0}]',
    'malformed',
    'from.at',
  ],
  [
    'a key of texts',
    () => '["read-page",{"parent":null,"order":"newest","from":{"at":"after","key":["1","2"]},"limit":1,"rev":0}]',
    'malformed',
    'from.key.0',
  ],
  [
    'a key of four',
    () => '["read-page",{"parent":null,"order":"newest","from":{"at":"after","key":[1,2,3,4]},"limit":1,"rev":0}]',
    'malformed',
    'from.key',
  ],
  [
    'a page around nothing',
    () => `["read-page",{"parent":null,"order":"newest","from":{"at":"around","comment":"${uuid()}"},"limit":1,"rev":0}]`,
    'not-found',
  ],
  ['no comments to read', () => '["read-comments",{"comments":[],"rev":0}]', 'malformed', 'comments'],
  [
    'too many comments to read',
    () => `["read-comments",{"comments":${JSON.stringify(Array.from({ length: 101 }, uuid))},"rev":0}]`,
    'malformed',
    'comments',
  ],
  ['revisions of nothing', () => `["read-revisions",{"comment":"${uuid()}"}]`, 'not-found'],
  ['a token that is a number', () => '["identify",{"token":1}]', 'malformed', 'token'],
  ['a token that is too long', () => `["identify",{"token":"${'t'.repeat(2_001)}"}]`, 'malformed', 'token'],
  ['a forged token', () => '["identify",{"token":"a.b.c"}]', 'token-not-valid'],
  ['an unknown event', () => '["drop-tables",{}]', 'unknown-command'],
  ['an event of ours downstream', () => '["room-changed",{}]', 'unknown-command'],
  ["a keeper's command", () => `["remove-comment",{${ids()}}]`, 'unknown-command'],
  ['the event __proto__', () => '["__proto__",{}]', 'unknown-command'],
  ['the event constructor', () => '["constructor",{}]', 'unknown-command'],
  ['the event error', () => '["error",{}]', 'unknown-command'],
  ['an event without a name', () => '["",{}]', 'unknown-command'],
  ['an event with an endless name', () => `["${'e'.repeat(50_000)}",{}]`, 'unknown-command'],
  ['a number for an event', () => '[7,{}]', 'malformed'],
];

describe('a greeted socket', () => {
  const named = probes.map(([title, json, code, field]) => ({ title, json, code, field }));
  it.each(named)('REF-3 $title is refused', async ({ json, code, field }) => {
    const before = await server.parley.engine.findRoom('lounge' as never);
    const answer = await line.ask(json());
    expect(answer).toMatchObject({ ok: false, refusal: { code, ...(field && { field }) } });
    // REF-2: nothing changed; a refused command leaves its revision unused.
    const after = await server.parley.engine.findRoom('lounge' as never);
    expect({ ...after, head: 0 }).toEqual({ ...before, head: 0 });
    expect((await line.ask(body('"and now a good one"'))).ok).toBe(true);
  });

  it('REF-1 a refusal names its code, its class and the field', async () => {
    expect(await line.ask(body('["x"]'))).toEqual({ ok: false, refusal: { code: 'malformed', class: 'fix', field: 'body' } });
  });

  it('REF-2 an event that wants no answer does nothing', async () => {
    const comment = uuid();
    line.send(`42["post-comment",{"command":"${uuid()}","comment":"${comment}","parent":null,"name":null,"body":"no ack"}]`);
    const page = await line.ask(`["read-comments",{"comments":["${comment}"],"rev":0}]`);
    expect(page).toMatchObject({ ok: true, value: { content: [] } });
  });

  it('CONN-5 a client that goes on sending nonsense is closed with the reason', async () => {
    for (let n = 0; n < MALFORMED_MAX; n += 1) line.send(`42${n}["nonsense",{}]`);
    expect(await line.message('42["connection-closing"')).toContain('"code":"malformed"');
    await line.closed;
    expect(line.received.filter((text) => text.startsWith('43')).length).toBe(MALFORMED_MAX);
  });

  it('CONN-5 texts that are refused for their content close nothing, however many', async () => {
    for (let n = 0; n < MALFORMED_MAX * 2; n += 1)
      expect(await line.ask(body('""'))).toMatchObject({ refusal: { code: 'text-empty' } });
    expect((await line.ask(body('"fine"'))).ok).toBe(true);
  });
});
