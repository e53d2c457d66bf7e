/** Where in a room's history someone is, and what a change means to them. */
import * as z from 'zod/mini';
import { type Epoch, epoch, type Rev, rev } from './ids.ts';

export const position = z.strictObject({ epoch, rev });
export interface Position {
  readonly epoch: Epoch;
  readonly rev: Rev;
}

/** A range (from, to] of one epoch's revisions. */
export interface Range {
  readonly epoch: Epoch;
  readonly from: Rev;
  readonly to: Rev;
}

export type Placement = 'apply' | 'drop' | 'gap' | 'other-epoch';

/**
 * What a range of changes means at a cursor: `apply` when it continues or overlaps it, `drop` when it brings nothing new,
 * `gap` when something lies between, `other-epoch` when the numbers cannot be compared.
 */
export function place(cursor: Position, range: Range): Placement {
  if (range.epoch !== cursor.epoch) return 'other-epoch';
  if (range.to <= cursor.rev) return 'drop';
  return range.from <= cursor.rev ? 'apply' : 'gap';
}
