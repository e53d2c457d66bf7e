/**
 * The slow look at all open rooms that needs no suspicion: it finds what was written beside all instances, another history that
 * nobody met yet, and whatever else was never told.
 */
import type { Clock, Random, Timer } from '../ports/index.ts';
import type { HeadQuery } from './head-query.ts';

/** From one audit to the next, ms; the first one after a part of it by chance, so that instances do not ask together. */
export const AUDIT_MS = 30_000;

export interface HeadAuditParts {
  readonly query: HeadQuery;
  readonly clock: Clock;
  readonly random: Random;
}

/** Begins; the returned function ends it. */
export function auditHeads({ query, clock, random }: HeadAuditParts): () => void {
  let timer: Timer;
  let isOver = false;
  const look = async (): Promise<void> => {
    await query.ask('head-audits');
    if (!isOver) timer = clock.after(AUDIT_MS, look);
  };
  timer = clock.after(AUDIT_MS * random.next(), look);
  return () => {
    isOver = true;
    timer.cancel();
  };
}
