/** Says from time to time up to where a client has everything, as Parley's own does (SYNC-10): who does not is sent away as too slow. */
import type { Epoch, Position, RoomChanged, Welcome } from '@parley/protocol';

export class Acknowledger {
  #epoch = '' as Epoch;
  #seen = 0;
  #told = 0;
  #paceMs = 0;
  #timer: NodeJS.Timeout | undefined;
  readonly #tell: (position: Position) => void;

  /** `tell` sends one `acknowledge-head`. */
  constructor(tell: (position: Position) => void) {
    this.#tell = tell;
  }

  /** A connection began: what its welcome holds needs no word. */
  welcomed(epoch: Epoch, rev: number): void {
    this.#epoch = epoch;
    this.#seen = rev;
    this.#told = rev;
  }

  saw(rev: number): void {
    this.#seen = Math.max(this.#seen, rev);
  }

  /** The pace asked for, ms; the first word comes at a random time within it. */
  paced(ms: number): void {
    clearTimeout(this.#timer);
    this.#paceMs = ms;
    this.#rest(ms * Math.random());
  }

  /** Looks at an event of a client that decodes them. */
  heard(name: string, payload: unknown): void {
    if (name !== 'welcome' && name !== 'room-changed') return;
    const { acknowledgeEveryMs } = payload as Welcome | RoomChanged;
    if (name === 'welcome') {
      const { start } = payload as Welcome;
      if (start.kind === 'snapshot') this.welcomed(start.page.epoch, start.page.head);
      else this.welcomed(start.frame.epoch, start.frame.to);
    } else this.saw((payload as RoomChanged).to);
    if (acknowledgeEveryMs !== undefined) this.paced(acknowledgeEveryMs);
  }

  close(): void {
    clearTimeout(this.#timer);
  }

  #rest(ms: number): void {
    this.#timer = setTimeout(() => {
      if (this.#seen > this.#told) {
        this.#told = this.#seen;
        this.#tell({ epoch: this.#epoch, rev: this.#seen });
      }
      this.#rest(this.#paceMs);
    }, ms);
  }
}
