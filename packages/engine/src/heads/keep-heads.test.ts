import { expect, it } from 'vitest';
import { enter, post, world } from '../../test/world.ts';
import { memoryBus, memoryWire } from '../memory/index.ts';
import type { Bus } from '../ports/index.ts';
import { AUDIT_MS } from './head-audit.ts';

/** An end that says no rows, as if every message was lost. */
const withoutMessages = (bus: Bus): Bus => ({ ...bus, publish() {} });

it('HEAD-1 a commit of which no message came is told by the next beats, and read once', async () => {
  const w = world();
  const wire = memoryWire();
  const here = w.engine({ bus: withoutMessages(memoryBus(wire)) });
  const there = w.engine({ bus: memoryBus(wire) });
  const [ann, bob] = [await enter(w, here, 'ann'), await enter(w, there)];
  const reads = w.metrics.counted('store-reads');
  void ann.session.handleCommand(post('unheard'));
  await w.clock.advance(600);
  expect(bob.line.bodies).toEqual(['unheard']);
  await w.clock.advance(5_000);
  expect(w.metrics.counted('store-reads')).toBe(reads + 1);
});

it('HEAD-6 what nobody tells is found by the audit', async () => {
  const w = world();
  const here = w.engine({ bus: memoryBus(memoryWire()) });
  const there = w.engine({ bus: memoryBus(memoryWire()) });
  const [ann, bob] = [await enter(w, here, 'ann'), await enter(w, there)];
  void ann.session.handleCommand(post('untold'));
  await w.clock.advance(AUDIT_MS + 100);
  expect(bob.line.bodies).toEqual(['untold']);
});

it('HTTP-1 an engine may be sent people when its own signs of life come back, and until it stops', async () => {
  const w = world();
  let carries = false;
  const bus = memoryBus();
  const engine = w.engine({ bus: { ...bus, beat: (heads, mark) => carries && bus.beat(heads, mark) } });
  await w.clock.advance(1_000);
  expect(engine.isReady()).toBe(false);
  carries = true;
  await w.clock.advance(500);
  expect(engine.isReady()).toBe(true);
  carries = false;
  await w.clock.advance(2_000);
  expect(engine.isReady()).toBe(false);
  carries = true;
  await w.clock.advance(500);
  const draining = engine.drain(1_000);
  expect(engine.isReady()).toBe(false);
  await w.clock.settle();
  await draining;
  expect(w.clock.waiting()).toBe(0);
});
