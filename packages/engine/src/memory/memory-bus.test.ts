import { describe, expect, it } from 'vitest';
import { busContract } from '../contract/bus.contract.ts';
import { fakeClock } from './fake-clock.ts';
import { memoryBus, memoryWire } from './memory-bus.ts';

busContract({ describe, it, expect }, async () => {
  const wire = memoryWire();
  const [here, there] = [memoryBus(wire), memoryBus(wire)];
  return {
    here,
    there,
    arrived: fakeClock().settle,
    async close() {
      await here.close();
      await there.close();
    },
  };
});

it('SYNC-6 a wire that nobody listens on holds nothing', async () => {
  const wire = memoryWire();
  const end = await memoryBus(wire).subscribe('a-room' as never, () => {});
  expect(wire.listeners.size).toBe(1);
  await end();
  expect(wire.listeners.size).toBe(0);
});
