import type { CommentId } from '@parley/protocol';
import { expect, it } from 'vitest';
import { enter, newCommand, newComment, post, ROOM, type World, world } from '../../test/world.ts';
import type { Engine, PageQuery } from '../index.ts';

const FIRST_PAGE: PageQuery = {
  parent: null,
  order: 'newest',
  from: { at: 'start' },
  limit: 20,
  replies: 3,
  total: 200,
  person: null,
};

async function textIn(w: World, engine: Engine): Promise<{ page: string; snapshot: string; catchUp: string }> {
  const reading = engine.readPage(ROOM, FIRST_PAGE);
  await w.clock.settle();
  const [joined, resumed] = [
    await enter(w, engine),
    // A place that memory does not reach back to: answered from the store.
    await enter(w, engine, undefined, { resume: { epoch: await w.store.epoch(), rev: 0 } }),
  ];
  return {
    page: JSON.stringify(await reading),
    snapshot: JSON.stringify(joined.line.all('welcome')),
    catchUp: JSON.stringify(resumed.line.all('welcome')),
  };
}

async function gone(w: World, engine: Engine, comment: CommentId): Promise<void> {
  const removing = engine.keep(ROOM, { kind: 'remove-comment', command: newCommand(), comment });
  await w.clock.settle();
  expect((await removing).ok).toBe(true);
}

it('DEL-6 a page, a snapshot and a catch-up that were shared just before a deletion are not given to anyone after it', async () => {
  const w = world();
  const writer = w.engine();
  const ann = await enter(w, writer, 'ann');
  const comment = newComment();
  void ann.session.handleCommand(post('the secret', comment));
  await w.clock.settle();
  // An engine that opens the room now has nothing of it in memory: all comes from shared reads.
  const engine = w.engine();
  const before = await textIn(w, engine);
  for (const text of Object.values(before)) expect(text).toContain('the secret');
  await gone(w, engine, comment);
  const after = await textIn(w, engine);
  for (const text of Object.values(after)) {
    expect(text).toContain(comment);
    expect(text).not.toContain('the secret');
  }
});
