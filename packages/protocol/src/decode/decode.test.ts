import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { answers, commands, events, hello, notices, requests, snapshotWelcome, uuid } from '../../test/samples.ts';
import type { RequestName } from '../requests/index.ts';
import { decodeAnswer, decodeCommand, decodeEvent, decodeHello, decodeNotice, decodeRequest } from './index.ts';

const post = commands['post-comment'];
const malformed = (field?: string) => ({ ok: false, refusal: { code: 'malformed', class: 'fix', ...(field && { field }) } });

/** Objects in objects, 10,000 levels. */
function nested(wrap: (inner: unknown) => unknown): unknown {
  let value: unknown = 'deep';
  for (let level = 0; level < 10_000; level += 1) value = wrap(value);
  return value;
}

describe('decoding what is right', () => {
  it.each(Object.entries(commands))('REF-3 %s is taken as it is', (kind, payload) => {
    expect(decodeCommand(kind, payload)).toEqual({ ok: true, value: { ...payload, kind } });
  });

  it.each(Object.entries(requests))('REF-3 %s is taken as it is', (kind, payload) => {
    expect(decodeRequest(kind, payload)).toEqual({ ok: true, value: { ...payload, kind } });
  });

  it.each(Object.entries(notices))('REF-3 %s is taken as it is', (kind, payload) => {
    expect(decodeNotice(kind, payload)).toEqual({ ok: true, value: { ...payload, kind } });
  });

  it.each(Object.entries({ ...events, '': snapshotWelcome }))(
    'REF-4 %s may hold keys that a client does not know',
    (kind, payload) => {
      const known = kind || 'welcome';
      const more = JSON.parse(JSON.stringify(payload), (_key, value) =>
        typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value, fromTheFuture: [1] } : value,
      );
      expect(decodeEvent(known, more)).toEqual({ ok: true, value: { kind: known, payload } });
    },
  );

  it.each(Object.entries(answers))('REF-4 the answer to %s may hold keys that a client does not know', (kind, payload) => {
    expect(decodeAnswer(kind as RequestName, { ...payload, fromTheFuture: 1 })).toEqual({ ok: true, value: payload });
  });

  it('REF-4 an event that a client does not know is nothing', () => {
    for (const kind of ['room-exploded', '', '__proto__', 'constructor', 'toString'])
      expect(decodeEvent(kind, {})).toBeUndefined();
  });

  it('CONN-8 a hello below the floor is too old whatever its form, others must have the form', () => {
    expect(decodeHello(hello, 1)).toEqual({ ok: true, value: hello });
    expect(decodeHello({ protocol: 1, whatever: 'it held then' }, 2)).toMatchObject({
      refusal: { code: 'too-old', class: 'reload' },
    });
    expect(decodeHello({ ...hello, protocol: 2, extra: 1 }, 2)).toMatchObject(malformed());
    expect(decodeHello({ ...hello, title: '\u200B' }, 1)).toMatchObject({ refusal: { code: 'text-empty', field: 'title' } });
  });
});

describe('decoding what is wrong', () => {
  it.each<[string, object, string]>([
    ['a number for a text', { ...post, body: 7 }, 'body'],
    ['a list for a text', { ...post, body: ['hello'] }, 'body'],
    ['an object for a text', { ...post, body: { toString: 'hello' } }, 'body'],
    ['bytes for a text', { ...post, body: new Uint8Array(3) }, 'body'],
    ['a symbol', { ...post, body: Symbol('hello') }, 'body'],
    ['an upper-case id', { ...post, comment: uuid(2).replace('7', 'A') }, 'comment'],
    ['a list of ids for an id', { ...post, comment: [uuid(2)] }, 'comment'],
    ['a missing key', { ...post, parent: undefined }, 'parent'],
    ['a text beyond any bound', { ...post, body: 'x'.repeat(50_000) }, 'body'],
    ['an address for a command id', { ...post, command: 'https://example.org' }, 'command'],
  ])('REF-3 %s is malformed, with its field', (_what, payload, field) => {
    expect(decodeCommand('post-comment', payload)).toEqual(malformed(field));
  });

  it('REF-3 an unknown key is malformed, at every level', () => {
    expect(decodeCommand('post-comment', { ...post, role: 'keeper' })).toMatchObject(malformed());
    const from = { at: 'start', key: [1, 2] };
    expect(decodeRequest('read-page', { ...requests['read-page'], from })).toMatchObject(malformed('from'));
    expect(decodeHello({ ...hello, resume: { epoch: 'e', rev: 1, more: 1 } }, 1)).toMatchObject(malformed('resume'));
  });

  it.each<[string, string, object]>([
    ['a vote beyond one', 'cast-vote', { ...commands['cast-vote'], value: 2 }],
    ['half a vote', 'cast-vote', { ...commands['cast-vote'], value: 0.5 }],
    ['a vote in words', 'cast-vote', { ...commands['cast-vote'], value: '1' }],
    ['a negative count', 'edit-comment', { ...commands['edit-comment'], editCount: -1 }],
    ['a count beyond all numbers', 'edit-comment', { ...commands['edit-comment'], editCount: Number.POSITIVE_INFINITY }],
    ['not a number', 'edit-comment', { ...commands['edit-comment'], editCount: Number.NaN }],
  ])('REF-3 %s is malformed', (_what, kind, payload) => {
    expect(decodeCommand(kind, payload)).toMatchObject(malformed());
  });

  it.each<[string, object]>([
    ['a page of no rows', { limit: 0 }],
    ['a page of too many rows', { limit: 101 }],
    ['an order that is none', { order: 'random' }],
    ['a key of one number', { from: { at: 'after', key: [1] } }],
    ['a key of texts', { from: { at: 'before', key: ['1', '2'] } }],
    ['a place that is none', { from: { at: '__proto__' } }],
    ['a revision between two', { rev: 1.5 }],
  ])('REF-3 %s is malformed', (_what, change) => {
    expect(decodeRequest('read-page', { ...requests['read-page'], ...change })).toMatchObject(malformed());
  });

  it.each<[string, object]>([
    ['an unknown key', { more: 1 }],
    ['half a revision', { rev: 0.5 }],
    ['a revision below zero', { rev: -1 }],
    ['no epoch', { epoch: undefined }],
  ])('REF-3 an acknowledged head with %s is malformed', (_what, change) => {
    expect(decodeNotice('acknowledge-head', { ...notices['acknowledge-head'], ...change })).toMatchObject(malformed());
  });

  it('REF-3 too many ids at once are malformed', () => {
    const many = Array.from({ length: 101 }, (_, n) => uuid(n));
    expect(decodeRequest('read-comments', { comments: many, rev: 0 })).toEqual(malformed('comments'));
    expect(decodeRequest('read-comments', { comments: [], rev: 0 })).toEqual(malformed('comments'));
  });

  it.each(['', 'post-Comment', '__proto__', 'constructor', 'hasOwnProperty', 'welcome', 'remove-comment', 'add-room'])(
    'CONN-5 the command %j is unknown',
    (kind) => {
      expect(decodeCommand(kind, post)).toMatchObject({ ok: false, refusal: { code: 'unknown-command' } });
      expect(decodeRequest(kind, {})).toMatchObject({ ok: false, refusal: { code: 'unknown-command' } });
      expect(decodeNotice(kind, {})).toMatchObject({ ok: false, refusal: { code: 'unknown-command' } });
    },
  );

  it('CONN-5 keys of the prototype are refused and touch no prototype', () => {
    for (const text of [
      '{"__proto__":{"polluted":1}}',
      `${JSON.stringify(post).slice(0, -1)},"__proto__":{"polluted":1}}`,
      `${JSON.stringify(post).slice(0, -1)},"constructor":{"prototype":{"polluted":1}}}`,
    ]) {
      expect(decodeCommand('post-comment', JSON.parse(text))).toMatchObject(malformed());
    }
    expect(({} as Record<string, unknown>).polluted).toBeUndefined();
  });

  it('CONN-5 nesting of 10,000 levels is malformed in every place', () => {
    for (const deep of [nested((inner) => [inner]), nested((inner) => ({ body: inner })), nested((inner) => ({ from: inner }))]) {
      for (const [kind, payload] of Object.entries(commands)) {
        expect(decodeCommand(kind, deep)).toMatchObject(malformed());
        for (const key of Object.keys(payload))
          expect(decodeCommand(kind, { ...payload, [key]: deep })).toMatchObject(malformed(key));
      }
      for (const [kind, payload] of Object.entries(requests)) {
        for (const key of Object.keys(payload)) expect(decodeRequest(kind, { ...payload, [key]: deep }).ok).toBe(false);
      }
      expect(decodeHello(deep, 1)).toMatchObject(malformed());
    }
  });
});

describe('decoding anything', () => {
  const anything = fc.anything({
    withBigInt: true,
    withBoxedValues: true,
    withDate: true,
    withMap: true,
    withSet: true,
    withNullPrototype: true,
    withObjectString: true,
    withSparseArray: true,
    withTypedArray: true,
  });
  const kinds = [...Object.keys(commands), ...Object.keys(requests), ...Object.keys(notices), ...Object.keys(events)];
  const kind = fc.oneof(fc.constantFrom(...kinds), fc.string());
  const good: [string, Record<string, unknown>][] = [
    ...Object.entries(commands),
    ...Object.entries(requests),
    ...Object.entries(notices),
    ...Object.entries(events),
  ];

  /** Every door; all must answer. */
  function decodeAll(name: string, input: unknown) {
    return [
      decodeCommand(name, input),
      decodeRequest(name, input),
      decodeNotice(name, input),
      decodeHello(input, 1),
      decodeEvent(name, input) ?? { ok: true },
      ...(Object.keys(answers) as RequestName[]).map((request) => decodeAnswer(request, input)),
    ];
  }

  it('CONN-5 no value makes a decoder throw', () => {
    fc.assert(
      fc.property(kind, anything, (name, input) => {
        for (const result of decodeAll(name, input)) expect(typeof result.ok).toBe('boolean');
      }),
      { numRuns: 500 },
    );
  });

  it('CONN-5 no value in the place of a good one makes a decoder throw', () => {
    const spoiled = fc
      .constantFrom(...good)
      .chain(([name, payload]) =>
        fc.tuple(fc.constant(name), fc.constant(payload), fc.constantFrom(...Object.keys(payload), 'extra'), anything),
      );
    fc.assert(
      fc.property(spoiled, ([name, payload, key, value]) => {
        for (const result of decodeAll(name, { ...payload, [key]: value })) expect(typeof result.ok).toBe('boolean');
      }),
      { numRuns: 500 },
    );
  });

  it('REF-3 what is accepted upstream has the known keys and nothing else', () => {
    fc.assert(
      fc.property(fc.constantFrom(...Object.entries(commands)), fc.string(), anything, ([name, payload], key, value) => {
        fc.pre(!(key in payload));
        expect(decodeCommand(name, { ...payload, [key]: value }).ok).toBe(false);
      }),
    );
  });
});
