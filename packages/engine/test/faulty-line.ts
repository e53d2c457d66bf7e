/** One instance's line to the others, which a test breaks and mends. */
import { type MemoryWire, memoryBus } from '../src/memory/index.ts';
import type { Bus, BusWatcher } from '../src/ports/index.ts';

/** `mute`: open, and nothing comes or goes. `broken`: the bus knows it. */
export type LineState = 'whole' | 'mute' | 'broken';

export class FaultyLine {
  readonly bus: Bus;
  /** Times it was begun anew. */
  renewals = 0;
  /** Called then. */
  onRenew: () => void = () => {};
  #state: LineState = 'whole';
  readonly #watchers = new Set<BusWatcher>();

  /** `tells` false: its commits are never told, as when each message was lost. */
  constructor(wire: MemoryWire, { tells = true } = {}) {
    const inner = memoryBus(wire);
    const carries = (): boolean => this.#state === 'whole';
    this.bus = {
      ...inner,
      publish: (message) => tells && carries() && inner.publish(message),
      subscribe: (room, hear) => inner.subscribe(room, (news) => carries() && hear(news)),
      beat: (heads, mark, isLast) => carries() && inner.beat(heads, mark, isLast),
      watch: (watcher) => {
        this.#watchers.add(watcher);
        const end = inner.watch({
          beat: (beat) => carries() && watcher.beat(beat),
          line: () => watcher.line(this.#state !== 'broken'),
        });
        return () => {
          this.#watchers.delete(watcher);
          end();
        };
      },
      renew: () => {
        this.renewals += 1;
        this.onRenew();
      },
    };
  }

  set state(state: LineState) {
    this.#state = state;
    for (const watcher of this.#watchers) watcher.line(state !== 'broken');
  }
}
