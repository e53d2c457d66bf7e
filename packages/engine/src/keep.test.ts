import type { AuthorTag, CommentId, PersonId } from '@parley/protocol';
import type { ThreadFile } from '@parley/protocol/thread-file';
import { expect, it } from 'vitest';
import { enter, newCommand, newComment, post, ROOM, world } from '../test/world.ts';
import { memoryBus, memoryWire } from './memory/index.ts';
import type { BusNews, ImportNames } from './ports/index.ts';

const ids = new Map<string, CommentId>();
const names: ImportNames = {
  commentId: (_room, external) => {
    const id = ids.get(external) ?? newComment();
    ids.set(external, id);
    return id;
  },
  personId: (_room, external) => `i:${external}` as PersonId,
  authorTag: (_room, external) => `a-${external}` as AuthorTag,
};

const thread = (comments: number): ThreadFile => ({
  format: 'parley.thread/1',
  room: { slug: ROOM, title: 'From a file' },
  comments: Array.from({ length: comments }, (_, i) => ({
    id: `c${i}`,
    parentId: null,
    author: { name: 'Somebody', id: 'somebody' },
    body: `comment ${i}`,
    createdAt: new Date(Date.UTC(2020, 0, 1) + i * 60_000).toISOString(),
  })),
});

it('KEEP-1 locks and removals of a keeper appear live', async () => {
  const w = world();
  const engine = w.engine();
  const [ann, bob] = [await enter(w, engine, 'ann'), await enter(w, engine)];
  const comment = newComment();
  void ann.session.handleCommand(post('to be removed', comment));
  await w.clock.advance(1_000);
  const removed = engine.keep(ROOM, { kind: 'remove-comment', command: newCommand(), comment });
  await w.clock.advance(1_000);
  expect((await removed).ok).toBe(true);
  expect(bob.line.all('room-changed').at(-1)).toMatchObject({ content: [{ id: comment, status: 'removed', body: '' }] });
  void engine.keep(ROOM, { kind: 'lock-room', command: newCommand() });
  await w.clock.advance(1_000);
  expect(bob.line.all('room-changed').at(-1)).toMatchObject({ content: [], tallies: [], summary: { status: 'locked' } });
  const late = ann.session.handleCommand(post('too late'));
  await w.clock.settle();
  expect(await late).toMatchObject({ ok: false, refusal: { code: 'room-locked' } });
});

it('KEEP-1 a room is made and found, and the index says who watches', async () => {
  const w = world();
  const engine = w.engine();
  const article = { paragraphs: ['An article.'], links: [] };
  void engine.keep(ROOM, { kind: 'add-room', command: newCommand(), title: 'New', listed: true, article });
  await w.clock.settle();
  expect(await engine.findRoom(ROOM)).toMatchObject({ title: 'New', listed: true });
  await enter(w, engine);
  expect(await engine.listRooms()).toEqual([
    { slug: ROOM, title: 'New', comments: 0, watching: 1, lastCommentAt: null, status: 'open', teaser: 'An article.' },
  ]);
});

it('KEEP-1 an import goes through the queue and appears live, on every instance', async () => {
  const w = world();
  const engine = w.engine();
  const [ann, bob] = [await enter(w, engine, 'ann'), await enter(w, w.engine())];
  const first = ann.session.handleCommand(post('before'));
  await w.clock.settle();
  const imported = engine.importThread(thread(3), names);
  const last = ann.session.handleCommand(post('after'));
  await w.clock.advance(3_000);
  expect(await imported).toMatchObject({ ok: true, added: { comments: 3 } });
  const revs = [await first, await last].map((result) => result.ok && result.value.rev);
  expect(revs).toEqual([1, ann.line.cursor]);
  for (const { line } of [ann, bob]) {
    expect(line.bodies).toEqual(['after', 'before', 'comment 0', 'comment 1', 'comment 2']);
  }
  const again = engine.importThread(thread(3), names);
  await w.clock.advance(1_000);
  expect(await again).toMatchObject({ ok: true, added: { comments: 0 } });
});

it('KEEP-1 a large import makes viewers start anew instead of sending them everything', async () => {
  const w = world();
  const wire = memoryWire();
  const heard: BusNews[] = [];
  await memoryBus(wire).subscribe(ROOM, (message) => heard.push(message));
  const [here, there] = [w.engine({ bus: memoryBus(wire) }), w.engine({ bus: memoryBus(wire) })];
  const viewers = [await enter(w, here), await enter(w, there)];
  const imported = here.importThread(thread(3_000), names);
  await w.clock.advance(3_000);
  expect((await imported).ok).toBe(true);
  const head = (await w.store.findRoom(ROOM))!.head;
  expect(heard).toMatchObject([{ rows: { to: head, content: [], tallies: [] } }]);
  for (const { line } of viewers) {
    expect(line.all('room-changed')).toMatchObject([{ from: head, to: head, content: [], tallies: [] }]);
  }
  const back = await enter(w, there, undefined, { resume: { epoch: 'memory' as never, rev: 0 } });
  expect(back.line.all('welcome')[0]).toMatchObject({ exists: true, start: { kind: 'snapshot', page: { head } } });
});
