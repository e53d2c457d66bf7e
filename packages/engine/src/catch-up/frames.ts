/** Frames from some revision to now, made once for all who ask from about there. */
import type { Position, Rev, RoomChanged, RoomSummary } from '@parley/protocol';
import type { ChangedRows, Clock, EncodedEvent, EventEncoder } from '../ports/index.ts';
import { isTooMuch } from './bounds.ts';
import { Checkpoints } from './checkpoints.ts';
import { Ring } from './ring.ts';

/** Different beginnings kept for one cursor; there are that many only when somebody makes them up. */
const MADE_MAX = 200;

/** A frame with its bytes, made when first needed. */
export class SharedFrame {
  readonly frame: RoomChanged;
  #encoded: EncodedEvent | undefined;

  constructor(frame: RoomChanged) {
    this.frame = frame;
  }

  encoded(encoder: EventEncoder): EncodedEvent {
    this.#encoded ??= encoder.encode('room-changed', this.frame);
    return this.#encoded;
  }
}

export class FrameCache {
  readonly #ring: Ring;
  readonly #checkpoints: Checkpoints;
  // Frames to the current cursor, by where they begin.
  readonly #made = new Map<Rev, SharedFrame | undefined>();

  constructor(clock: Clock, floor: Rev) {
    this.#ring = new Ring(floor);
    this.#checkpoints = new Checkpoints(clock);
  }

  /** The revision from which frames can be made. */
  get floor(): Rev {
    return this.#ring.floor;
  }

  add(cursor: Rev, rows: ChangedRows): void {
    this.#checkpoints.lay(cursor);
    this.#ring.add(rows);
    this.#made.clear();
  }

  reset(floor: Rev): void {
    this.#ring.reset(floor);
    this.#checkpoints.clear();
    this.#made.clear();
  }

  /**
   * The frame that brings a viewer at `rev` to the cursor; it may begin earlier. Undefined when it would be too much, or when the
   * beginning was forgotten.
   */
  since(cursor: Position, rev: Rev, summary: RoomSummary): SharedFrame | undefined {
    const from = rev === cursor.rev ? rev : this.#checkpoints.roundDown(rev, this.#ring.floor);
    if (this.#made.size > MADE_MAX) this.#made.clear();
    if (!this.#made.has(from)) this.#made.set(from, this.#make(cursor, from, summary));
    const shared = this.#made.get(from);
    // Rounding down may have made it too much.
    return shared ?? (from < rev ? this.#make(cursor, rev, summary) : undefined);
  }

  #make({ epoch, rev: to }: Position, from: Rev, summary: RoomSummary): SharedFrame | undefined {
    if (from > to) return undefined;
    const rows = this.#ring.above(from);
    return rows && !isTooMuch(rows)
      ? new SharedFrame({ epoch, from, to, content: [...rows.content], tallies: [...rows.tallies], summary })
      : undefined;
  }
}
