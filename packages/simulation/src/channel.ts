/** One direction of a line: packets arrive in order, each some time after it was sent, until the line dies. */
import type { FakeClock } from '@parley/engine/memory';

export class Channel {
  readonly #clock: FakeClock;
  readonly #latencyMs: () => number;
  readonly #queue: { readonly due: number; readonly run: () => void }[] = [];
  readonly #drained: (() => void)[] = [];
  #armed = false;
  #stalled = false;
  #dead = false;

  constructor(clock: FakeClock, latencyMs: () => number) {
    this.#clock = clock;
    this.#latencyMs = latencyMs;
  }

  /** Packets that the other end does not take. */
  get backlog(): number {
    return this.#stalled ? this.#queue.length : 0;
  }

  get isDead(): boolean {
    return this.#dead;
  }

  get inFlight(): number {
    return this.#dead ? 0 : this.#queue.length;
  }

  /** `run` is the arrival. */
  send(run: () => void): void {
    if (this.#dead) return;
    this.#queue.push({ due: this.#clock.steady() + this.#latencyMs(), run });
    this.#arm();
  }

  /** The other end stops taking packets. */
  stall(): void {
    this.#stalled = true;
  }

  flow(): void {
    this.#stalled = false;
    this.#deliver();
  }

  onDrained(run: () => void): void {
    this.#drained.push(run);
    if (!this.#stalled) this.#clock.after(0, () => this.#deliver());
  }

  /** Nothing arrives any more; what was sent later vanishes without a word. */
  die(): void {
    this.#dead = true;
    this.#queue.length = 0;
    this.#drained.length = 0;
  }

  #arm(): void {
    const [head] = this.#queue;
    if (this.#armed || this.#stalled || !head) return;
    this.#armed = true;
    this.#clock.after(Math.max(0, head.due - this.#clock.steady()), () => {
      this.#armed = false;
      this.#deliver();
    });
  }

  #deliver(): void {
    while (!this.#dead && !this.#stalled) {
      const [head] = this.#queue;
      if (!head || head.due > this.#clock.steady()) break;
      this.#queue.shift();
      head.run();
    }
    if (!this.#dead && !this.#stalled && this.#queue.length === 0) for (const run of this.#drained.splice(0)) run();
    this.#arm();
  }
}
