/** What every room of an instance shares. */
import { SinceReads } from './catch-up/since-reads.ts';
import { Snapshots } from './catch-up/snapshots.ts';
import { Welcomes } from './catch-up/welcomes.ts';
import type { EngineParts } from './engine.ts';
import { Pacing } from './fan-out/pacing.ts';
import { quietLog } from './quiet-log.ts';

/** Where this instance is in its life, and how much it carries. */
export interface InstanceState {
  sessions: number;
  draining: boolean;
}

export interface EngineContext extends EngineParts {
  readonly instance: InstanceState;
  readonly reads: SinceReads;
  readonly welcomes: Welcomes;
  readonly pacing: Pacing;
  readonly snapshots: Snapshots;
}

export function engineContext(parts: EngineParts): EngineContext {
  const { clock, store, metrics } = parts;
  return {
    ...parts,
    instance: { sessions: 0, draining: false },
    reads: new SinceReads(store, clock, metrics),
    welcomes: new Welcomes(clock, parts.encoder),
    log: quietLog(parts.log, clock),
    pacing: new Pacing(clock),
    snapshots: new Snapshots(store, clock, metrics),
  };
}
