import { expect, it } from 'vitest';
import { enter, post, world } from '../test/world.ts';
import { memoryLimiter } from './memory/index.ts';
import type { LogFields } from './ports/index.ts';

/** An instance whose store takes commits or does not, with somebody to write. */
async function writer() {
  const w = world();
  const said: [string, LogFields?][] = [];
  const hear = (event: string, fields?: LogFields): void => void said.push(fields ? [event, fields] : [event]);
  const disk = { isFull: false };
  const store = {
    ...w.store,
    commit: (...args: Parameters<typeof w.store.commit>) =>
      disk.isFull ? Promise.reject(new Error('disk is full')) : w.store.commit(...args),
  };
  const free = { burst: 10_000, everyMs: 1 };
  const limiter = memoryLimiter(w.clock, { writes: free, addressWrites: free });
  const engine = w.engine({ store, limiter, log: { info: hear, warn: hear, error: hear } });
  const ann = await enter(w, engine, 'ann');
  /** Writes once a second. */
  const write = async (times: number): Promise<void> => {
    for (let i = 0; i < times; i += 1) {
      void ann.session.handleCommand(post('text'));
      await w.clock.advance(1_000);
    }
  };
  return { w, said, disk, engine, write };
}

it('OPS-7 a full disk is told of once when it begins and once when it is over', async () => {
  const { said, disk, write } = await writer();
  disk.isFull = true;
  await write(120);
  expect(said).toEqual([['commit-failed', { room: 'room', error: 'Error: disk is full' }]]);
  disk.isFull = false;
  await write(20);
  expect(said.slice(1)).toEqual([['commits-back', { awayMs: 120_000, batches: 120 }]]);
  disk.isFull = true;
  await write(1);
  expect(said.map(([event]) => event)).toEqual(['commit-failed', 'commits-back', 'commit-failed']);
});

it('OPS-7 a store that wavers is one trouble', async () => {
  const { said, disk, write } = await writer();
  for (let i = 0; i < 20; i += 1) {
    disk.isFull = i % 2 === 0;
    await write(3);
  }
  expect(said.map(([event]) => event)).toEqual(['commit-failed']);
  await write(8);
  expect(said.at(-1)).toEqual(['commits-back', { awayMs: 57_000, batches: 30 }]);
});

it('OPS-7 an instance that ends in the middle of it says nothing more', async () => {
  const { w, said, disk, engine, write } = await writer();
  disk.isFull = true;
  await write(1);
  disk.isFull = false;
  await write(1);
  const draining = engine.drain(0);
  await w.clock.advance(20_000);
  await draining;
  expect(said.map(([event]) => event)).toEqual(['commit-failed']);
  expect(w.clock.waiting()).toBe(0);
});
