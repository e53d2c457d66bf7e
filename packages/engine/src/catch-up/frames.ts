/** Frames from some revision to now, made once for all who ask from about there. */
import { CATCH_UP_MAX_CHARS, type Position, type Rev, type RoomChanged, type RoomSummary } from '@parley/protocol';
import type { ChangedRows, Clock, EncodedEvent, EventEncoder } from '../ports/index.ts';
import { charsOf, isTooMuch } from './bounds.ts';
import { Checkpoints } from './checkpoints.ts';
import { Ring } from './ring.ts';

/** Frames kept; more are asked for only when somebody makes beginnings up … */
const MADE_MAX = 200;
/** … and characters of all of them, once encoded. */
const MADE_MAX_CHARS = 16 * CATCH_UP_MAX_CHARS;

/** A frame with its bytes, made when first needed. */
export class SharedFrame {
  readonly frame: RoomChanged;
  /** About how many, once encoded. */
  readonly characters: number;
  #encoded: EncodedEvent | undefined;

  constructor(frame: RoomChanged) {
    this.frame = frame;
    this.characters = charsOf(frame);
  }

  encoded(encoder: EventEncoder): EncodedEvent {
    this.#encoded ??= encoder.encode('room-changed', this.frame);
    return this.#encoded;
  }
}

export class FrameCache {
  readonly #ring: Ring;
  readonly #checkpoints: Checkpoints;
  // The newest frame from each beginning.
  readonly #made = new Map<Rev, SharedFrame>();
  /** From here and below it is too much: it only gets more. */
  #tooMuch: Rev = -1;

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
    // A frame made before a deletion holds the text (DEL-6).
    if (rows.content.some(({ status }) => status !== 'visible')) this.#made.clear();
  }

  reset(floor: Rev): void {
    this.#ring.reset(floor);
    this.#checkpoints.clear();
    this.#tooMuch = -1;
    this.#made.clear();
  }

  /**
   * A frame that brings a viewer at `rev` to `least` or further, the cursor if it is made now; it may begin earlier. So those who ask
   * between two frames of the fan-out get the same one, however often the cursor moves. Undefined when it would be too much, or when
   * the beginning was forgotten.
   */
  since(cursor: Position, rev: Rev, summary: RoomSummary, least: Rev = cursor.rev): SharedFrame | undefined {
    const from = rev === cursor.rev ? rev : this.#checkpoints.roundDown(rev, this.#ring.floor);
    const made = this.#made.get(from);
    if (made && made.frame.to >= Math.max(least, rev) && made.frame.epoch === cursor.epoch) return made;
    const fresh = from > this.#tooMuch ? this.#make(cursor, from, summary) : undefined;
    if (fresh) this.#keep(from, fresh);
    else this.#tooMuch = Math.max(this.#tooMuch, Math.min(from, cursor.rev - 1));
    // Rounding down may have made it too much.
    return fresh ?? (from < rev && rev > this.#tooMuch ? this.#make(cursor, rev, summary) : undefined);
  }

  #keep(from: Rev, shared: SharedFrame): void {
    this.#made.delete(from);
    this.#made.set(from, shared);
    let chars = 0;
    for (const { characters } of this.#made.values()) chars += characters;
    for (const [oldest, { characters }] of this.#made) {
      if (this.#made.size <= MADE_MAX && chars <= MADE_MAX_CHARS) return;
      this.#made.delete(oldest);
      chars -= characters;
    }
  }

  #make({ epoch, rev: to }: Position, from: Rev, summary: RoomSummary): SharedFrame | undefined {
    if (from > to) return undefined;
    const rows = this.#ring.above(from);
    return rows && !isTooMuch(rows)
      ? new SharedFrame({ epoch, from, to, content: [...rows.content], tallies: [...rows.tallies], summary })
      : undefined;
  }
}
