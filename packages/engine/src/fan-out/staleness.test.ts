import type { AuthorTag, PersonId } from '@parley/protocol';
import type { ThreadFile } from '@parley/protocol/thread-file';
import { expect, it } from 'vitest';
import { enter, newComment, post, ROOM, world } from '../../test/world.ts';
import { memoryBus, memoryWire } from '../memory/index.ts';

it('OPS-8 a comment that the bus lost is as late as it is when its viewers get it, not as it is when it was found', async () => {
  const w = world();
  const wire = memoryWire();
  let lose = false;
  const bus = memoryBus(wire);
  const here = w.engine({ bus: memoryBus(wire) });
  const there = w.engine({ bus: { ...bus, subscribe: (room, hear) => bus.subscribe(room, (news) => lose || hear(news)) } });
  const [ann, bob] = [await enter(w, here, 'ann'), await enter(w, there, 'bob')];
  void ann.session.handleCommand(post('in time'));
  await w.clock.advance(1_000);
  expect(Math.max(...w.metrics.observed('commit-to-deliver-ms'))).toBeLessThan(100);
  lose = true;
  const begun = w.clock.steady();
  void ann.session.handleCommand(post('late'));
  let late = 0;
  bob.line.onWrite = () => {
    late = w.clock.steady() - begun;
  };
  await w.clock.advance(5_000);
  expect(bob.line.bodies).toEqual(['in time', 'late']);
  expect(late).toBeGreaterThan(200);
  expect(Math.max(...w.metrics.observed('commit-to-deliver-ms'))).toBe(late);
});

it('OPS-8 a comment from a file is not late by its own age', async () => {
  const w = world();
  const engine = w.engine();
  const bob = await enter(w, engine, 'bob');
  const at = new Date(w.clock.now() - 86_400_000).toISOString();
  const comments = [{ id: 'c', parentId: null, author: { name: 'Ann', id: 'ann' }, body: 'old', createdAt: at }];
  const file: ThreadFile = { format: 'parley.thread/1', room: { slug: ROOM, title: 'From a file' }, comments };
  const names = { commentId: newComment, personId: () => 'i:ann' as PersonId, authorTag: () => 'a-ann' as AuthorTag };
  void engine.importThread(file, names);
  await w.clock.advance(1_000);
  expect(bob.line.bodies).toEqual(['old']);
  expect(Math.max(...w.metrics.observed('commit-to-deliver-ms'))).toBeLessThan(100);
});
