import { existsSync, readFileSync } from 'node:fs';
import type { VoteValue } from '@parley/protocol';
import type { ThreadComment } from '@parley/protocol/thread-file';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ann, ask, bob, comment, del, edit, keeper, person, post, remove, vote } from '../../test/test-room.ts';
import { entry, fileOf, ImportRoom } from '../../test/thread-files.ts';
import { parseThreadFile } from './parse-thread-file.ts';

const people = [ann, bob, person('cat')];

/** Files whose parents come before or after, whose times tie and contradict the tree. */
const anyFile = fc
  .array(
    fc.record({
      parent: fc.option(fc.nat(20)),
      day: fc.integer({ min: 1, max: 4 }),
      state: fc.constantFrom('visible', 'visible', 'deleted', 'removed', 'edited', 'revised'),
      author: fc.constantFrom<ThreadComment['author'][]>(null, { name: 'Ian' }, { id: 'x' }, { id: 'y', name: 'Ian' }, {}),
      votes: fc.array(fc.constantFrom<(1 | -1)[]>(1, -1), { maxLength: 3 }),
    }),
    { maxLength: 12 },
  )
  .chain((raw) => fc.tuple(fc.constant(raw), fc.shuffledSubarray([...raw.keys()], { minLength: raw.length })))
  .map(([raw, order]) => {
    const comments = raw.map(({ parent, day, state, author }, i) => {
      const gone = state === 'deleted' || state === 'removed';
      return entry(`c${i}`, {
        parentId: parent !== null && i > 0 ? `c${parent % i}` : null,
        createdAt: `2020-01-0${day}T00:00:00Z`,
        author,
        ...(gone && { body: '', [state]: true }),
        ...(state === 'edited' && { editedAt: '2020-02-01T00:00:00Z' }),
        ...(state === 'revised' && { revisions: [{ body: 'was', replacedAt: '2020-02-01T00:00:00Z' }] }),
      });
    });
    const votes = raw.flatMap((one, i) => one.votes.map((value, v) => ({ commentId: `c${i}`, voter: `v${v}`, value })));
    return fileOf(
      order.map((i) => comments[i]!),
      { votes },
    );
  });

const anyWish = fc.record({
  who: fc.nat(2),
  n: fc.integer({ min: 1, max: 5 }),
  parent: fc.option(fc.integer({ min: 1, max: 5 })),
  kind: fc.constantFrom('post', 'post', 'edit', 'delete', 'remove', 'vote', 'vote'),
  value: fc.constantFrom<VoteValue[]>(-1, 0, 1),
});

describe('exportThread', () => {
  it('IMP-4 an import of an export exports as the same file, whatever was imported and done in the room', () => {
    fc.assert(
      fc.property(anyFile, fc.array(anyWish, { maxLength: 20 }), fc.boolean(), (file, wishes, keepsVoters) => {
        const room = new ImportRoom();
        room.import(file);
        for (const { who, n, parent, kind, value } of wishes) {
          if (kind === 'remove') room.do(keeper, remove(n));
          else {
            const wish = { post: post(n, 'x', parent), edit: edit(n, `y${value}`, 0), delete: del(n), vote: vote(n, value) }[
              kind
            ];
            room.do(people[who]!, wish!);
          }
        }
        const first = room.export();
        expect(parseThreadFile(JSON.parse(JSON.stringify(first)), Date.UTC(2030, 0))).toEqual({ ok: true, file: first });
        const copy = new ImportRoom();
        copy.import(first);
        // A store that forgets the voters' names must do no harm to the rest.
        if (!keepsVoters) for (const key of [...copy.externals.keys()]) if (key.startsWith('voter ')) copy.externals.delete(key);
        const second = copy.export();
        if (keepsVoters) expect(second).toEqual(first);
        else expect({ ...second, votes: [] }).toEqual({ ...first, votes: [] });
        expect({ ...copy.room, head: 0, lastCreatedAt: 0 }).toEqual({ ...room.room, head: 0, lastCreatedAt: 0 });
        for (const { commentId, value } of first.votes ?? []) {
          expect(second.votes?.some((cast) => cast.commentId === commentId && cast.value === value)).toBe(true);
        }
      }),
      { numRuns: 300 },
    );
  });

  it('IMP-4 people of this server appear by tag and number, never by their id', () => {
    const room = new ImportRoom();
    room.import(fileOf([entry('a')], { votes: [{ commentId: 'a', voter: 'parley:1', value: 1 }] }));
    room.run(ask(ann, post(1, 'hello', null, 'Ann')), ask(bob, vote(1, 1)));
    const file = room.export();
    expect(JSON.stringify(file)).not.toContain('guest:');
    expect(file.comments.find(({ id }) => id === comment(1))).toMatchObject({ author: { id: 'tag-ann', name: 'Ann' } });
    expect(file.votes?.map(({ voter }) => voter).sort()).toEqual(['parley:1', 'parley:2']);
  });

  it('IMP-4 external names come back as they were, withdrawn votes and texts of deleted comments do not', () => {
    const room = new ImportRoom();
    room.import(fileOf([entry('a', { author: { name: 'Ian' } }), entry('b', { author: { id: 'zoe', name: 'Zoe' } })]));
    room.run(ask(ann, post(1, 'secret')), ask(ann, edit(1, 'secret too', 0)), ask(bob, vote(1, 1)), ask(bob, vote(1, 0)));
    room.do(ann, del(1));
    const file = room.export();
    expect(file.comments.map(({ id, author }) => [id, author]).slice(0, 2)).toEqual([
      ['a', { name: 'Ian' }],
      ['b', { id: 'zoe', name: 'Zoe' }],
    ]);
    expect(file.votes).toEqual([]);
    expect(JSON.stringify(file)).not.toContain('secret');
  });
});

const herThread = new URL('../../../../../shared/data/her-thread.json', import.meta.url);

describe('a real thread', () => {
  it('IMP-1 IMP-4 her-thread.json comes in without faults and goes out whole', () => {
    // Other people's words, so it lies beside the project, not in it.
    if (!existsSync(herThread)) {
      console.warn('shared/data/her-thread.json is not beside the project: nothing was proved here');
      return;
    }
    const parsed = parseThreadFile(JSON.parse(readFileSync(herThread, 'utf8')), Date.UTC(2025, 0));
    if (!parsed.ok) throw new Error(JSON.stringify(parsed.faults));
    const room = new ImportRoom();
    Object.assign(room, { slug: parsed.file.room.slug });
    expect(room.import(parsed.file)).toEqual({ comments: 14, votes: 1, room: true });
    const rows = [...room.comments.values()];
    expect(rows.filter((row) => row.content.status === 'deleted')).toHaveLength(2);
    expect(rows.filter((row) => row.tally.up === 1 && row.tally.down === 0)).toHaveLength(1);
    expect(rows.filter((row) => row.content.editCount === 1)).toHaveLength(12);
    expect(room.room).toMatchObject({ comments: 12, topLevel: 6 });
    const copy = new ImportRoom();
    copy.import(room.export());
    expect(JSON.stringify(copy.export())).toBe(JSON.stringify(room.export()));
  });
});
