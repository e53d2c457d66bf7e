import type { CommentId, Request, RequestAnswers, Result } from '@parley/protocol';
import { expect, it } from 'vitest';
import { enter, newCommand, newComment, type Person, post, tokenOf, vote, type World, world } from '../test/world.ts';
import { memoryLimiter } from './memory/index.ts';

async function ask<R extends Request>(w: World, { session }: Person, request: R): Promise<Result<RequestAnswers[R['kind']]>> {
  const answer = session.handleRequest(request);
  await w.clock.settle();
  return answer;
}

async function posted(w: World, { session }: Person, ...bodies: string[]): Promise<CommentId[]> {
  const ids = bodies.map(() => newComment());
  bodies.forEach((body, i) => void session.handleCommand(post(body, ids[i])));
  await w.clock.advance(1_000);
  return ids;
}

const firstPage = { kind: 'read-page', parent: null, order: 'newest', from: { at: 'start' }, limit: 20 } as const;

it('PAGE-5 a page is not older than the asker, however fresh a shared one is', async () => {
  const w = world();
  const engine = w.engine();
  const ann = await enter(w, engine, 'ann');
  await posted(w, ann, 'one');
  expect(await ask(w, ann, { ...firstPage, rev: 1 })).toMatchObject({ ok: true, value: { head: 1 } });
  void ann.session.handleCommand(post('two'));
  await w.clock.settle();
  expect(await ask(w, ann, { ...firstPage, rev: 0 })).toMatchObject({ ok: true, value: { head: 1 } });
  expect(await ask(w, ann, { ...firstPage, rev: 2 })).toMatchObject({ ok: true, value: { head: 2 } });
});

it('PAGE-6 a page around or below a comment that is not there is not found', async () => {
  const w = world();
  const ann = await enter(w, w.engine(), 'ann');
  await posted(w, ann, 'one');
  const notFound = { ok: false, refusal: { code: 'not-found' } };
  const comment = newComment();
  expect(await ask(w, ann, { ...firstPage, from: { at: 'around', comment }, rev: 1 })).toMatchObject(notFound);
  expect(await ask(w, ann, { ...firstPage, parent: comment, rev: 1 })).toMatchObject(notFound);
  expect(await ask(w, ann, { kind: 'read-revisions', comment })).toMatchObject(notFound);
});

it('MINE-1 own votes come with pages and comments, to their owner alone', async () => {
  const w = world();
  const engine = w.engine();
  const [ann, bob, eve] = [await enter(w, engine, 'ann'), await enter(w, engine, 'bob'), await enter(w, engine, 'eve')];
  const [one, two] = await posted(w, ann, 'one', 'two');
  void bob.session.handleCommand(vote(one!, 1));
  await w.clock.advance(1_000);
  const mine = [{ comment: one, value: 1, rev: 3 }];
  expect(await ask(w, bob, { ...firstPage, rev: 3 })).toMatchObject({ ok: true, value: { mine } });
  expect(await ask(w, eve, { ...firstPage, rev: 3 })).toMatchObject({ ok: true, value: { mine: [] } });
  expect(await ask(w, bob, { kind: 'read-comments', comments: [one!], rev: 3 })).toMatchObject({ ok: true, value: { mine } });
  expect(await ask(w, bob, { kind: 'read-comments', comments: [two!], rev: 3 })).toMatchObject({ ok: true, value: { mine: [] } });
  const back = await enter(w, engine, 'bob');
  expect(back.line.all('welcome')[0]).toMatchObject({ start: { kind: 'snapshot', page: { mine } } });
  for (const { line } of [ann, bob, eve]) expect(JSON.stringify(line.all('room-changed'))).not.toContain('mine');
});

it('MINE-1 people who never voted are asked for once, people without a token never', async () => {
  const w = world();
  let asked = 0;
  const store = {
    ...w.store,
    readMine: (...args: Parameters<typeof w.store.readMine>) => {
      asked += 1;
      return w.store.readMine(...args);
    },
  };
  const engine = w.engine({ store });
  const ann = await enter(w, engine, 'ann');
  await posted(w, ann, 'one');
  asked = 0;
  const [reader, bob] = [await enter(w, engine), await enter(w, engine, 'bob')];
  expect(asked).toBe(1);
  for (const person of [reader, bob, bob]) await ask(w, person, { ...firstPage, rev: 1 });
  expect(asked).toBe(1);
});

it('CONN-9 a live reader identifies and gets own votes on what is shown already', async () => {
  const w = world();
  const engine = w.engine();
  const [ann, bob] = [await enter(w, engine, 'ann'), await enter(w, engine, 'bob')];
  const [one] = await posted(w, ann, 'one');
  void bob.session.handleCommand(vote(one!, -1));
  await w.clock.advance(1_000);

  const tab = await enter(w, engine);
  expect(await ask(w, tab, { kind: 'identify', token: 'made up' })).toMatchObject({ refusal: { code: 'token-not-valid' } });
  expect(await ask(w, tab, { kind: 'identify', token: tokenOf('bob') })).toEqual({ ok: true, value: { me: 'bob-in-room' } });
  expect(tab.line.all('mine-changed')).toEqual([{ epoch: 'memory', facts: [{ comment: one, value: -1, rev: 2 }] }]);
  const answer = tab.session.handleCommand(post('now I may'));
  await w.clock.settle();
  expect((await answer).ok).toBe(true);
});

it('EDIT-4 anyone reads earlier texts', async () => {
  const w = world();
  const engine = w.engine();
  const [ann, reader] = [await enter(w, engine, 'ann'), await enter(w, engine)];
  const [one] = await posted(w, ann, 'first');
  void ann.session.handleCommand({ kind: 'edit-comment', command: newCommand(), comment: one!, body: 'second', editCount: 0 });
  await w.clock.advance(1_000);
  expect(await ask(w, reader, { kind: 'read-revisions', comment: one! })).toMatchObject({
    ok: true,
    value: { comment: one, revisions: [{ number: 0, body: 'first' }] },
  });
});

it('LIM-1 a connection that reads too much is told to slow down', async () => {
  const w = world();
  const engine = w.engine({ limiter: memoryLimiter(w.clock, { reads: { burst: 2, everyMs: 1_000 } }) });
  const [ann, bob] = [await enter(w, engine), await enter(w, engine)];
  for (let i = 0; i < 2; i += 1) expect((await ask(w, ann, { ...firstPage, rev: 0 })).ok).toBe(true);
  expect(await ask(w, ann, { ...firstPage, rev: 0 })).toMatchObject({ refusal: { code: 'slow-down', retryAfterMs: 1_000 } });
  expect((await ask(w, bob, { ...firstPage, rev: 0 })).ok).toBe(true);
  await w.clock.advance(1_000);
  expect((await ask(w, ann, { ...firstPage, rev: 0 })).ok).toBe(true);
});

it('REF-1 a store that fails is said so, and the connection lives on', async () => {
  const w = world();
  let broken = false;
  const store = {
    ...w.store,
    readPage: (...args: Parameters<typeof w.store.readPage>) =>
      broken ? Promise.reject(new Error('down')) : w.store.readPage(...args),
  };
  const ann = await enter(w, w.engine({ store }), 'ann');
  await w.clock.advance(2_000);
  broken = true;
  const failed = { ok: false, refusal: { code: 'store-unavailable', class: 'retry' } };
  expect(await ask(w, ann, { ...firstPage, rev: 0 })).toMatchObject(failed);
  broken = false;
  expect((await ask(w, ann, { ...firstPage, rev: 0 })).ok).toBe(true);
});
