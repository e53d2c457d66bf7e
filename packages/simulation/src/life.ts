/** Whether a server runs, stands still (as after SIGSTOP) or is dead. All that reaches it goes through here. */
import type { Clock, Timer } from '@parley/engine';
import type { FakeClock } from '@parley/engine/memory';

export class Life {
  #isAlive = true;
  #isFrozen = false;
  /** What waits for a frozen server, in its order. */
  #waiting: (() => void)[] = [];

  get isAlive(): boolean {
    return this.#isAlive;
  }

  get isFrozen(): boolean {
    return this.#isFrozen;
  }

  /** Runs now, or when the server goes on; never on a dead one. */
  run(work: () => void): void {
    if (!this.#isAlive) return;
    if (this.#isFrozen) this.#waiting.push(() => this.#isAlive && work());
    else work();
  }

  /** Resolves when the server runs, and when it is dead: who waits looks at `isAlive`. */
  runs(): Promise<void> {
    return this.#isFrozen ? new Promise((resolve) => this.#waiting.push(resolve)) : Promise.resolve();
  }

  freeze(): void {
    this.#isFrozen = this.#isAlive;
  }

  thaw(): void {
    this.#isFrozen = false;
    for (const work of this.#waiting.splice(0)) work();
  }

  /** As kill −9: nothing it would still say or write happens. */
  end(): void {
    this.#isAlive = false;
    this.thaw();
  }

  /** The world's time as this server meets it: a timer that fell due while it stood still runs when it goes on. */
  clock(world: FakeClock): Clock {
    return {
      ...world,
      after: (ms, run): Timer => {
        let isCancelled = false;
        const timer = world.after(ms, () => this.run(() => !isCancelled && this.#isAlive && run()));
        const cancel = (): void => {
          isCancelled = true;
          timer.cancel();
        };
        return { cancel };
      },
      yield: async () => {
        await world.yield();
        await this.runs();
      },
    };
  }
}
