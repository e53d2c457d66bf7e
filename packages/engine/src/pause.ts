/** A wait that can be cut short. */
import type { Clock, Timer } from './ports/index.ts';

export class Pause {
  readonly over: Promise<void>;
  #end: () => void = () => {};
  readonly #timer: Timer;

  constructor(clock: Clock, ms: number) {
    this.over = new Promise((resolve) => {
      this.#end = resolve;
    });
    this.#timer = clock.after(ms, () => this.#end());
  }

  cut(): void {
    this.#timer.cancel();
    this.#end();
  }
}
