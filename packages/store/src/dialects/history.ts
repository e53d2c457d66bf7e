/** What names the history that goes on in a Postgres database, and what another one means to an operator. */
import { createHash } from 'node:crypto';
import type { Epoch } from '@parley/protocol';
import type { ReportLevel } from '../report.ts';

export interface History {
  /** Named by Parley, and anew by `epoch new`. */
  readonly lineage: string;
  /** Named by Postgres when the cluster was made; a standby has its primary's. */
  readonly system: string;
  /** Goes up with each promotion. */
  readonly timeline: string | null;
}

/** Another lineage, system or timeline is another history. */
export function epochOf({ lineage, system, timeline }: History): Epoch {
  const hash = createHash('sha256').update(JSON.stringify([lineage, system, timeline]));
  return hash.digest('base64url').slice(0, 16) as Epoch;
}

/** In words, with its level: an operator names a lineage anew, all else may have happened to them. */
export function otherHistory(before: History, now: History): readonly [report: string, level: ReportLevel] {
  const what = 'The database goes on with another history';
  const who = 'readers who saw more of the former one begin anew.';
  if (before.system !== now.system) return [`${what}: it is another database; ${who}`, 'error'];
  if (before.timeline !== now.timeline) {
    return [`${what}: it was promoted or restored, timeline ${before.timeline} → ${now.timeline}; ${who}`, 'error'];
  }
  return [`${what}, begun by \`epoch new\`: this was planned; ${who}`, 'warn'];
}
