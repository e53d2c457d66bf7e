import { expect, it } from 'vitest';
import { enter, type Person, tokenOf, world } from '../test/world.ts';

const counts = ({ line }: Person) => line.all('presence-changed').map(({ watching }) => watching);

it('PRES-1 the count goes out at most once in 3 s and only when it changed', async () => {
  const w = world();
  const engine = w.engine();
  const ann = await enter(w, engine);
  expect(ann.line.all('welcome')[0]?.watching).toBe(1);
  const others = [await enter(w, engine), await enter(w, engine)];
  await w.clock.advance(300);
  expect(counts(ann)).toEqual([3]);
  others.push(await enter(w, engine));
  await w.clock.advance(1_000);
  expect(counts(ann)).toEqual([3]);
  await w.clock.advance(2_000);
  expect(counts(ann)).toEqual([3, 4]);
  // A reload: a leave and a join.
  others.pop()!.session.end();
  others.push(await enter(w, engine));
  await w.clock.advance(60_000);
  expect(counts(ann)).toEqual([3, 4]);
  for (const { session } of others) session.end();
  await w.clock.advance(3_000);
  expect(counts(ann)).toEqual([3, 4, 1]);
});

it('PRES-1 everybody ends with the same count, whenever they came', async () => {
  const w = world();
  const engine = w.engine();
  const ann = await enter(w, engine);
  await w.clock.advance(10_000);
  const bob = await enter(w, engine);
  ann.session.end();
  const eve = await enter(w, engine);
  await w.clock.advance(10_000);
  const last = (person: Person) => counts(person).at(-1) ?? person.line.all('welcome')[0]?.watching;
  expect([last(bob), last(eve)]).toEqual([2, 2]);
});

it('PRES-1 people on other instances count', async () => {
  const w = world();
  const [here, there] = [w.engine(), w.engine()];
  const ann = await enter(w, here);
  const bob = await enter(w, there);
  await w.clock.advance(20_000);
  expect([counts(ann).at(-1), counts(bob).at(-1)]).toEqual([2, 2]);
  bob.session.end();
  await w.clock.advance(20_000);
  expect(counts(ann)).toEqual([2, 1]);
});

it('PRES-2 a person with several tabs counts once, people without a token by connection', async () => {
  const w = world();
  const engine = w.engine();
  const watcher = await enter(w, engine);
  const tabs = [await enter(w, engine, 'ann'), await enter(w, engine, 'ann'), await enter(w, engine)];
  await w.clock.advance(5_000);
  expect(counts(watcher).at(-1)).toBe(3);
  void tabs[2]!.session.handleRequest({ kind: 'identify', token: tokenOf('ann') });
  await w.clock.advance(5_000);
  expect(counts(watcher).at(-1)).toBe(2);
  tabs[0]!.session.end();
  await w.clock.advance(5_000);
  expect(counts(watcher).at(-1)).toBe(2);
  for (const { session } of tabs) session.end();
  await w.clock.advance(5_000);
  expect(counts(watcher).at(-1)).toBe(1);
});
