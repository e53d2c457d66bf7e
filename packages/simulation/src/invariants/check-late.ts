/** HEAD-1, HEAD-2, HEAD-4: nobody is behind for long, whatever the bus lost; the audit of HEAD-6 may not be what heals it. */
import { stateOf } from '@parley/client/inspect';
import type { Server } from '../server.ts';
import type { World } from '../world.ts';
import type { Truth } from './truth.ts';

/**
 * Time after the storm in which everybody has what stood at its end, ms: 2.5 s of HEAD-2, and before it the longest wait that may
 * still run, 4 s after reads that failed or 4 s of a line that took no packets.
 */
export const LATE_MS = 10_000;

/** What makes a server fall silent for others. */
const SILENCING = ['server-killed', 'server-frozen', 'line-broken', 'line-mute', 'line-not-mended-after-the-storm'] as const;

/** `stood`: the room as it was well before. Who has no line that carries waits by rule, and is seen to at the very end. */
export function checkLate(world: World, stood: Truth): void {
  for (const { name, client, line } of world.participants) {
    if (!line?.server || !line.carries || !line.isWelcomed) continue;
    const state = stateOf(client);
    if (state && state.epoch === stood.epoch && state.cursor >= stood.changed) continue;
    const where = `${state?.epoch} ${state?.cursor} of ${stood.epoch} ${stood.changed}`;
    world.history.violate(ruleOf(world, line.server), `${name} stands at ${where}, ${LATE_MS} ms after the storm`);
  }
}

/** What this server has to rely on: the store while its line is not whole or another was silent, else the beats of the others. */
function ruleOf({ rare }: World, server: Server): string {
  if (server.bus.state !== 'whole') return 'HEAD-2';
  return SILENCING.some((state) => rare.count(state) > 0) ? 'HEAD-4' : 'HEAD-1';
}
