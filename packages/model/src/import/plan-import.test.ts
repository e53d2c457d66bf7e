import { describe, expect, it } from 'vitest';
import { ann, ask, bob, comment, del, keeper, post, vote } from '../../test/test-room.ts';
import { entry, fileOf, ImportRoom, idOf, names, slug } from '../../test/thread-files.ts';
import { importNeeds } from './names.ts';
import { planImport } from './plan-import.ts';

const at = (day: number): string => `2020-01-${String(day).padStart(2, '0')}T00:00:00Z`;
const ms = (day: number): number => Date.parse(at(day));

const file = fileOf(
  [
    entry('reply', { parentId: 'top', createdAt: at(2), author: { name: 'Ian' } }),
    entry('top', { createdAt: at(3), editedAt: at(4), author: { name: 'Ian', id: 'ian-1' } }),
    entry('gone', { createdAt: at(1), body: '', deleted: true, editedAt: at(5), author: { name: 'Zoe' } }),
    entry('nested', { parentId: 'reply', createdAt: at(6) }),
  ],
  {
    room: { slug, title: 'A thread', article: ['One.', 'Two.'], links: [{ text: 'via' }], listed: false, status: 'locked' },
    votes: [
      { commentId: 'top', voter: 'v1', value: 1 },
      { commentId: 'top', voter: 'v2', value: -1 },
      { commentId: 'nested', voter: 'v1', value: 1 },
    ],
  },
);

const imported = (): ImportRoom => {
  const room = new ImportRoom();
  room.import(file);
  return room;
};
const row = (room: ImportRoom, external: string) => room.comments.get(idOf(external))!;

describe('planImport', () => {
  it('IMP-3 numbers parents before children, otherwise by time, each row once', () => {
    const room = imported();
    const born = ['gone', 'top', 'reply', 'nested'].map((id) => row(room, id).content.born);
    expect(born).toEqual([2, 3, 4, 5]);
    expect(row(room, 'nested').content).toMatchObject({ parent: idOf('reply'), root: idOf('top'), depth: 2 });
    expect(row(room, 'top').tally).toMatchObject({ replyCount: 1, up: 1, down: 1, tallyRev: 7 });
    expect(room.room).toEqual({
      slug,
      title: 'A thread',
      status: 'locked',
      listed: false,
      article: { paragraphs: ['One.', 'Two.'], links: [{ text: 'via' }] },
      head: 8,
      lastCreatedAt: ms(6),
      comments: 3,
      topLevel: 2,
    });
  });

  it('IMP-5 an edit without texts shows when, and that the earlier text was not kept', () => {
    const room = imported();
    expect(row(room, 'top').content).toMatchObject({ editedAt: ms(4), editCount: 1 });
    expect(room.revisions).toEqual([
      { comment: idOf('top'), number: 0, body: null, writtenAt: null, replacedAt: ms(4), replies: 1 },
    ]);
  });

  it('IMP-5 earlier texts that the file has are kept with their times', () => {
    const room = new ImportRoom();
    const revisions = [
      { body: 'one', writtenAt: at(1), replacedAt: at(2), replies: 7 },
      { body: null, replacedAt: at(5) },
    ];
    room.import(fileOf([entry('a', { createdAt: at(1), revisions }), entry('b', { parentId: 'a', createdAt: at(3) })]));
    expect(row(room, 'a').content).toMatchObject({ editedAt: ms(5), editCount: 2 });
    expect(room.revisions).toEqual([
      { comment: idOf('a'), number: 0, body: 'one', writtenAt: ms(1), replacedAt: ms(2), replies: 7 },
      { comment: idOf('a'), number: 1, body: null, writtenAt: null, replacedAt: ms(5), replies: 1 },
    ]);
  });

  it('DEL-7 a deleted comment comes without name and edits, a nameless one without a tag', () => {
    const room = imported();
    expect(row(room, 'gone').content).toMatchObject({
      status: 'deleted',
      body: '',
      author: { tag: 'tag(thread,name:Zoe)', name: null },
      editedAt: null,
      editCount: 0,
    });
    expect(row(room, 'nested').content.author).toEqual({ tag: null, name: null });
    expect(row(room, 'top').content.author).toEqual({ tag: 'tag(thread,ian-1)', name: 'Ian' });
    expect(row(room, 'reply').content.author).toEqual({ tag: 'tag(thread,name:Ian)', name: 'Ian' });
    expect(row(room, 'reply').person).toBeNull();
  });

  it('IMP-1 importing twice is importing once', () => {
    const room = imported();
    const before = structuredClone([room.comments, room.votes, room.revisions, room.room]);
    const plan = planImport(file, names, room.existing());
    expect(plan).toMatchObject({ ok: true, added: { comments: 0, votes: 0, room: false }, externals: [] });
    expect(room.import(file)).toEqual({ comments: 0, votes: 0, room: false });
    expect([room.comments, room.votes, room.revisions, room.room]).toEqual(before);
  });

  it('IMP-1 needs no other rows than it names', () => {
    const room = imported();
    room.do(ann, post(1, 'not of the file'));
    const needs = importNeeds(file, names);
    const comments = new Map([...room.comments].filter(([id]) => needs.comments.includes(id)));
    expect(needs.votes).toHaveLength(3);
    expect(comments.size).toBe(4);
    const later = fileOf([...file.comments, entry('new', { parentId: 'top' })], { votes: [...file.votes!] });
    const full = planImport(later, names, room.existing());
    expect(planImport(later, names, { ...room.existing(), comments })).toEqual(full);
  });

  it('IMP-1 what was edited, deleted, voted or renamed since is left alone', () => {
    const room = imported();
    room.do(keeper, { kind: 'add-room', title: 'Renamed', listed: true, article: { paragraphs: ['New.'], links: [] } });
    room.do(keeper, { kind: 'unlock-room' });
    room.do(keeper, { kind: 'remove-comment', comment: idOf('nested') });
    room.do(bob, { kind: 'cast-vote', comment: idOf('top'), value: 1 });
    const before = structuredClone([room.comments, room.votes, room.revisions, room.room]);
    const changed = {
      ...file,
      votes: [
        { commentId: 'top', voter: 'v1', value: -1 as const },
        { commentId: 'nested', voter: 'v9', value: 1 as const },
      ],
    };
    expect(room.import(changed)).toEqual({ comments: 0, votes: 0, room: false });
    expect([room.comments, room.votes, room.revisions, room.room]).toEqual(before);
  });

  it('IMP-1 a longer file adds what is new: replies raise old parents, new votes old tallies', () => {
    const room = imported();
    room.do(keeper, { kind: 'unlock-room' });
    room.do(ann, post(1, 'live', null), ms(20));
    const longer = fileOf([...file.comments, entry('late', { parentId: 'top', createdAt: at(7) })], {
      votes: [...file.votes!, { commentId: 'top', voter: 'v3', value: 1 }],
    });
    const { head } = room;
    expect(room.import(longer)).toEqual({ comments: 1, votes: 1, room: false });
    expect(row(room, 'late').content).toMatchObject({ createdAt: ms(7), born: head + 1, depth: 1, root: idOf('top') });
    expect(row(room, 'top').tally).toMatchObject({ replyCount: 2, up: 2, down: 1, tallyRev: head + 2 });
    expect(row(room, 'top').content.contentRev).toBe(3);
    expect(room.room).toMatchObject({ head: head + 2, lastCreatedAt: ms(20), comments: 5 });
  });

  it('IMP-2 with a fault nothing is planned', () => {
    const plan = planImport(fileOf([entry('a'), entry('b', { parentId: 'z' })]), names, new ImportRoom().existing());
    expect(plan).toEqual({ ok: false, faults: [{ place: 'comments.1.parentId', fault: 'names no comment of this file' }] });
  });

  it('IMP-1 a room’s own export changes nothing in it, votes of its people included', () => {
    const room = imported();
    room.do(keeper, { kind: 'unlock-room' });
    room.run(ask(ann, post(1, 'live')), ask(bob, vote(1, 1)), ask(ann, post(2, 'reply', 1)), ask(ann, del(2)));
    room.do(bob, { kind: 'cast-vote', comment: idOf('top'), value: -1 });
    const before = structuredClone([room.comments, room.votes, room.room]);
    expect(room.import(room.export())).toEqual({ comments: 0, votes: 0, room: false });
    expect([room.comments, room.votes, room.room]).toEqual(before);
    expect(room.comments.has(comment(1))).toBe(true);
  });
});
