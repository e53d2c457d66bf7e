/** What every room of an instance shares. */
import { SinceReads } from './catch-up/since-reads.ts';
import { Snapshots } from './catch-up/snapshots.ts';
import { Welcomes } from './catch-up/welcomes.ts';
import { CommitTrouble } from './commit-trouble.ts';
import { countedReads } from './counted-reads.ts';
import type { EngineParts } from './engine.ts';
import { Pacing } from './fan-out/pacing.ts';
import { SlowWatch } from './fan-out/slow-watch.ts';
import { Turns } from './fan-out/turns.ts';
import { RecentHeads } from './heads/recent-heads.ts';
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
  readonly turns: Turns;
  readonly slow: SlowWatch;
  readonly snapshots: Snapshots;
  /** What this instance tells the others of its rooms. */
  readonly recent: RecentHeads;
  readonly commits: CommitTrouble;
}

export function engineContext(parts: EngineParts): EngineContext {
  const { clock, metrics } = parts;
  const store = countedReads(parts.store, metrics);
  const instance = { sessions: 0, draining: false };
  const turns = new Turns(clock);
  return {
    ...parts,
    store,
    instance,
    reads: new SinceReads(store, clock, metrics),
    welcomes: new Welcomes(clock, parts.encoder),
    log: quietLog(parts.log, clock),
    pacing: new Pacing(clock),
    turns,
    slow: new SlowWatch({ ...parts, turns, instance }),
    snapshots: new Snapshots(store, clock, metrics),
    recent: new RecentHeads(clock),
    commits: new CommitTrouble(clock, parts.log),
  };
}
