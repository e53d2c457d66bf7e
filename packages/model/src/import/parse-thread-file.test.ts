import { DEPTH_MAX } from '@parley/protocol';
import type { ThreadComment } from '@parley/protocol/thread-file';
import { describe, expect, it } from 'vitest';
import { entry, fileOf } from '../../test/thread-files.ts';
import { parseThreadFile } from './parse-thread-file.ts';

const NOW = Date.UTC(2021, 0, 1);

/** Places of all faults, sorted. */
function places(input: unknown): string[] {
  const parsed = parseThreadFile(input, NOW);
  return parsed.ok ? [] : parsed.faults.map(({ place }) => place).sort();
}
const placesOf = (...comments: ThreadComment[]) => places(fileOf(comments));

describe('parseThreadFile', () => {
  it('IMP-3 takes parents after children, and everything that the format allows', () => {
    const file = fileOf(
      [
        entry('b', { parentId: 'a', author: { name: 'بهار' }, editedAt: '2020-02-01T00:00:00+03:30' }),
        entry('a', {
          author: { id: 'x', name: null },
          revisions: [{ body: 'first', writtenAt: null, replacedAt: '2020-01-02T00:00:00Z' }],
        }),
        entry('c', { body: '', deleted: true }),
        entry('d', { body: '', removed: true, revisions: [{ body: null, replacedAt: '2020-01-02T00:00:00Z' }] }),
      ],
      { votes: [{ commentId: 'c', voter: 'v', value: -1 }] },
    );
    expect(parseThreadFile(structuredClone(file), NOW)).toEqual({ ok: true, file });
  });

  it('IMP-2 reports faults of form with their places and words', () => {
    const wrong = { ...fileOf([entry('a'), { ...entry('b'), body: 7 as never, extra: 1 } as never]), format: 'parley.thread/9' };
    expect(parseThreadFile(wrong, NOW)).toEqual({
      ok: false,
      faults: [
        { place: 'format', fault: 'must be one of "parley.thread/1"' },
        { place: 'comments.1.body', fault: 'must be of type string' },
        { place: 'comments.1', fault: 'has unknown fields: "extra"' },
      ],
    });
    for (const nothing of [null, undefined, 7, 'text', [], { comments: {} }, { votes: [[]] }]) {
      expect(places(nothing).length).toBeGreaterThan(0);
    }
  });

  it('IMP-2 faults of form do not hide faults of meaning', () => {
    const file = {
      ...fileOf([entry('a', { createdAt: 'yesterday' }), entry('b', { body: '  ' }), entry('c', { parentId: 'a' })]),
    };
    expect(places(file)).toEqual(['comments.0.createdAt', 'comments.1.body']);
    const more = {
      ...file,
      votes: [
        { commentId: 'a', voter: 'v', value: 0 },
        { commentId: 'z', voter: 'v', value: 1 },
      ],
    };
    expect(places(more)).toEqual(['comments.0.createdAt', 'comments.1.body', 'votes.0.value', 'votes.1.commentId']);
  });

  it('IMP-3 a double id, a missing parent and a cycle are faults where they stand', () => {
    expect(placesOf(entry('a'), entry('b'), entry('a'))).toEqual(['comments.2.id']);
    expect(placesOf(entry('a', { parentId: 'z' }), entry('b', { parentId: 'a' }))).toEqual(['comments.0.parentId']);
    expect(placesOf(entry('a', { parentId: 'a' }))).toEqual(['comments.0.parentId']);
    expect(
      placesOf(
        entry('below', { parentId: 'a' }),
        entry('a', { parentId: 'b' }),
        entry('b', { parentId: 'c' }),
        entry('c', { parentId: 'a' }),
        entry('fine'),
      ),
    ).toEqual(['comments.1.parentId', 'comments.2.parentId', 'comments.3.parentId']);
  });

  it('IMP-3 nesting beyond the bound is a fault, up to it is none, in any order', () => {
    const chain = (length: number) =>
      Array.from({ length }, (_, i) => entry(`n${i}`, { parentId: i === 0 ? null : `n${i - 1}` })).reverse();
    expect(placesOf(...chain(DEPTH_MAX + 1))).toEqual([]);
    expect(placesOf(...chain(DEPTH_MAX + 3))).toEqual(['comments.0.parentId', 'comments.1.parentId']);
  });

  it('IMP-3 a vote on an unknown comment and a second vote of one voter are faults', () => {
    const votes = [
      { commentId: 'a', voter: 'v', value: 1 as const },
      { commentId: 'z', voter: 'v', value: 1 as const },
      { commentId: 'a', voter: 'v', value: -1 as const },
    ];
    expect(places(fileOf([entry('a')], { votes }))).toEqual(['votes.1.commentId', 'votes.2.voter']);
  });

  it('IMP-2 texts that could not be posted cannot be imported either', () => {
    expect(placesOf(entry('a', { body: '' }))).toEqual(['comments.0.body']);
    expect(placesOf(entry('a', { body: '\u200B \u00A0' }))).toEqual(['comments.0.body']);
    expect(placesOf(entry('a', { body: 'x\u0000' }))).toEqual(['comments.0.body']);
    expect(placesOf(entry('a', { body: '\uD800' }))).toEqual(['comments.0.body']);
    expect(placesOf(entry('a', { body: 'x'.repeat(10_001) }))).toEqual(['comments.0.body']);
    expect(placesOf(entry('a', { author: { name: '' } }))).toEqual(['comments.0.author.name']);
    expect(placesOf(entry('a', { author: { name: 'a\u202Eb' } }))).toEqual(['comments.0.author.name']);
    expect(placesOf(entry('a', { author: { id: '\u0000' } }))).toEqual(['comments.0.author.id']);
    expect(placesOf(entry('\uDC00', { body: 'x' }))).toEqual(['comments.0.id']);
  });

  it('IMP-2 deleted and removed comments hold no text', () => {
    const revisions = [{ body: 'secret', replacedAt: '2020-01-02T00:00:00Z' }];
    expect(placesOf(entry('a', { deleted: true }))).toEqual(['comments.0.body']);
    expect(placesOf(entry('a', { body: '', deleted: true, removed: true }))).toEqual(['comments.0.removed']);
    expect(placesOf(entry('a', { body: '', removed: true, revisions }))).toEqual(['comments.0.revisions.0.body']);
  });

  it('IMP-2 times that cannot be are faults: no day, before 1970, in the future, out of order', () => {
    expect(placesOf(entry('a', { createdAt: '2020-02-30T00:00:00Z' }))).toEqual(['comments.0.createdAt']);
    expect(placesOf(entry('a', { createdAt: '2020-01-01T00:00:00' }))).toEqual(['comments.0.createdAt']);
    expect(placesOf(entry('a', { createdAt: '1969-12-31T23:59:59Z' }))).toEqual(['comments.0.createdAt']);
    expect(placesOf(entry('a', { createdAt: '2021-01-01T00:00:01Z' }))).toEqual(['comments.0.createdAt']);
    expect(placesOf(entry('a', { editedAt: '2019-12-31T00:00:00Z' }))).toEqual(['comments.0.editedAt']);
    const revisions = [
      { body: 'one', replacedAt: '2020-03-01T00:00:00Z', writtenAt: '2020-03-02T00:00:00Z' },
      { body: 'two', replacedAt: '2020-02-01T00:00:00Z' },
    ];
    expect(placesOf(entry('a', { revisions, editedAt: '2020-01-15T00:00:00Z' }))).toEqual([
      'comments.0.editedAt',
      'comments.0.revisions.0.writtenAt',
      'comments.0.revisions.1.replacedAt',
    ]);
  });

  it('IMP-2 the room’s own texts and addresses are checked', () => {
    const links = [
      { text: 'no address' },
      { text: 'x', href: 'https://example.org/a' },
      { text: 'x\u0000', href: 'javascript:alert(1)' },
    ];
    const room = { ...fileOf([]).room, title: '\u200B', article: ['fine', '\uD800'], links };
    expect(places(fileOf([], { room }))).toEqual(['room.article.1', 'room.links.2.href', 'room.links.2.text', 'room.title']);
  });
});
