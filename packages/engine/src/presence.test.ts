import { expect, it } from 'vitest';
import { enter, FakeConnection, hello, type Person, tokenOf, world } from '../test/world.ts';

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

it('PRES-5 people on other instances are counted within 5 s, whenever they come or go', async () => {
  for (let offset = 0; offset < 5_000; offset += 700) {
    const w = world();
    const [here, there] = [w.engine(), w.engine()];
    const ann = await enter(w, here);
    await w.clock.advance(10_000 + offset);
    const bob = await enter(w, there);
    await w.clock.advance(5_000);
    expect([counts(ann).at(-1), counts(bob).at(-1) ?? bob.line.all('welcome')[0]?.watching]).toEqual([2, 2]);
    await w.clock.advance(offset);
    bob.session.end();
    await w.clock.advance(5_000);
    expect(counts(ann)).toEqual([2, 1]);
  }
});

it('PRES-1 ten thousand joins in ten seconds are told a few times, not ten thousand', async () => {
  const w = world();
  const [here, there] = [w.engine(), w.engine()];
  const [ann, bob] = [await enter(w, here), await enter(w, there)];
  await w.clock.advance(10_000);
  const before = [counts(ann).length, counts(bob).length];
  for (let joined = 0; joined < 10_000; joined += 100) {
    const joins = Array.from({ length: 100 }, (_, i) => here.connect(new FakeConnection(`guest-${joined + i}`), hello()));
    await w.clock.advance(100);
    await Promise.all(joins);
  }
  await w.clock.advance(5_000);
  expect([counts(ann).at(-1), counts(bob).at(-1)]).toEqual([10_002, 10_002]);
  // 15 s, and at most one in 3 s.
  expect([counts(ann).length - before[0]!, counts(bob).length - before[1]!].filter((told) => told > 6)).toEqual([]);
}, 60_000);

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
