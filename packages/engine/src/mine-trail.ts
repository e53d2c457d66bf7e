/**
 * Rows heal themselves from the store, own votes do not: nobody asks for them until a page is read. So a room keeps, beside its
 * cursor, up to where it has *heard* every commit with its own facts, and reads them when a message seems lost.
 */
import type { Position, Rev } from '@parley/protocol';
import type { Clock, Timer } from './ports/index.ts';

/** How long a message may be behind the rows it came with, ms, before its facts are read. Also the least time between two reads. */
const LATE_MS = 1_000;
/** Ranges kept that came before the one they follow. */
const EARLY_MAX = 200;

interface Range {
  readonly from: Rev;
  readonly to: Rev;
}

export class MineTrail {
  readonly #clock: Clock;
  /** Reads what may be missing above a revision; rejects when it cannot. */
  readonly #read: (above: Rev) => Promise<void>;
  #heard: Position;
  #cursor: Rev;
  #early: Range[] = [];
  #timer: Timer | undefined;
  #closed = false;

  constructor(clock: Clock, at: Position, read: (above: Rev) => Promise<void>) {
    this.#clock = clock;
    this.#read = read;
    this.#heard = at;
    this.#cursor = at.rev;
  }

  /** A commit of this range told its facts: an own one, or one that the bus brought. */
  heard(range: Range): void {
    if (this.#early.length < EARLY_MAX) this.#early.push(range);
    this.#early.sort((a, b) => a.from - b.from);
    let { rev } = this.#heard;
    for (const { from, to } of this.#early) if (from <= rev) rev = Math.max(rev, to);
    this.#early = this.#early.filter(({ to }) => to > rev);
    this.#heard = { ...this.#heard, rev };
    this.#look();
  }

  /** The room's cursor moved. */
  moved(cursor: Position): void {
    // After a jump or in another history every viewer resumes, and gets own facts with it.
    if (cursor.epoch !== this.#heard.epoch) this.#restart(cursor);
    this.#cursor = cursor.rev;
    this.#look();
  }

  jumped(cursor: Position): void {
    this.#restart(cursor);
    this.#cursor = cursor.rev;
    this.#look();
  }

  close(): void {
    this.#closed = true;
    this.#timer?.cancel();
  }

  #restart(at: Position): void {
    this.#heard = at;
    this.#early = [];
  }

  #look(): void {
    const isBehind = this.#heard.rev < this.#cursor;
    if (!isBehind) {
      this.#timer?.cancel();
      this.#timer = undefined;
    } else this.#timer ??= this.#clock.after(LATE_MS, () => this.#late());
  }

  #late(): void {
    this.#timer = undefined;
    const { epoch, rev: above } = this.#heard;
    this.#restart({ epoch, rev: this.#cursor });
    void this.#read(above).catch(() => {
      if (this.#closed || this.#heard.epoch !== epoch) return;
      // What was heard meanwhile is above it and read again.
      this.#restart({ epoch, rev: above });
      this.#look();
    });
  }
}
