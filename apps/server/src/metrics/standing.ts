/** What stands at the moment in which Prometheus asks. */
import type { ParleyServer } from '@parley/gateway';
import type { StandingName } from './catalogue.ts';

/** Connections below which memory per connection says more about the rest of the process than about them. */
const TELLING_SOCKETS = 100;

/** `baseBytes`: resident memory before anybody came. */
export async function standingOf(
  parley: Pick<ParleyServer, 'engine' | 'readiness'>,
  baseBytes: number,
  residentBytes = process.memoryUsage.rss(),
): Promise<Record<StandingName, number>> {
  const { rooms, sessions } = parley.engine.status();
  const { status } = await parley.readiness();
  return {
    sockets: sessions,
    'rooms-open': rooms,
    ready: status === 'not-ready' ? 0 : 1,
    degraded: status === 'degraded' ? 1 : 0,
    'memory-per-socket-bytes': sessions < TELLING_SOCKETS ? Number.NaN : Math.max(0, residentBytes - baseBytes) / sessions,
  };
}
