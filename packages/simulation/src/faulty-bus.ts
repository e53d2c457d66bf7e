/** A bus between servers that loses, doubles, delays and reorders, each receiver on its own, over lines that break or fall mute. */
import type { Beat, Bus, BusMessage, BusNews, BusWatcher, RoomHead } from '@parley/engine';
import type { RoomSlug } from '@parley/protocol';
import type { Life } from './life.ts';
import type { World } from './world.ts';

/** Longest delay of a late message, ms: beyond the time a server holds an early frame. */
const LATE_MS = 300;
/** Longest time until a line that was begun anew is there, ms. */
const RENEW_MS = 400;

/** `mute`: open, and nothing comes or goes. `broken`: its server knows. */
export type LineState = 'whole' | 'mute' | 'broken';

interface Listener {
  readonly room: RoomSlug;
  hear(news: BusNews): void;
  /** End of the latest range heard so far. */
  latest: number;
}

/** All ends of one wire. */
export class BusWire {
  readonly world: World;
  readonly ends = new Set<WireEnd>();
  /** Brings beats and no changes. */
  losesChanges = false;
  #ends = 0;

  constructor(world: World) {
    this.world = world;
  }

  end(life: Life): WireEnd {
    this.#ends += 1;
    const end = new WireEnd(this, `instance-${this.#ends}`, life);
    this.ends.add(end);
    return end;
  }
}

/** One server's end. Of a dead server nothing is said or heard. */
export class WireEnd implements Bus {
  readonly #wire: BusWire;
  readonly #world: World;
  readonly #instance: string;
  readonly #life: Life;
  readonly #heard = new Set<WireEnd>();
  readonly #listeners = new Set<Listener>();
  readonly #watchers = new Set<BusWatcher>();
  #state: LineState = 'whole';

  constructor(wire: BusWire, instance: string, life: Life) {
    this.#wire = wire;
    this.#world = wire.world;
    this.#instance = instance;
    this.#life = life;
  }

  /** Whether everybody on the wire has heard that this one lives. */
  get isHeardByAll(): boolean {
    return [...this.#wire.ends].every((end) => end.#heard.has(this));
  }

  get state(): LineState {
    return this.#state;
  }

  /** What happens to the line. */
  set state(state: LineState) {
    this.#state = state;
    this.#tell();
  }

  publish(message: BusMessage): void {
    if (!this.#carries() || this.#world.doctor.publishes?.() === false) return;
    if (this.#wire.losesChanges) {
      this.#world.rare.reach('last-word-lost');
      return;
    }
    const text = JSON.stringify(this.#told(message));
    for (const end of this.#wire.ends) if (end !== this) for (const listener of end.#listeners) end.#bring(listener, text);
  }

  async subscribe(room: RoomSlug, onNews: (news: BusNews) => void): Promise<() => Promise<void>> {
    const listener: Listener = { room, hear: onNews, latest: 0 };
    this.#listeners.add(listener);
    return async () => void this.#listeners.delete(listener);
  }

  beat(heads: readonly RoomHead[], mark: number, isLast = false): void {
    const { doctor } = this.#world;
    if (!this.#carries()) return;
    const told = doctor.beat?.(heads) ?? heads;
    for (const end of this.#wire.ends) {
      const own = end === this;
      if (own || !this.#isLost()) end.#hearBeat(this, { instance: this.#instance, own, mark, heads: told, isLast });
    }
  }

  watch(watcher: BusWatcher): () => void {
    this.#watchers.add(watcher);
    this.#world.clock.after(0, () => this.#tell());
    return () => void this.#watchers.delete(watcher);
  }

  /** Mostly it helps. */
  renew(): void {
    const { chance, clock } = this.#world;
    if (this.#state !== 'mute') return;
    this.state = 'broken';
    clock.after(chance.between(0, RENEW_MS), () => {
      if (this.#state === 'broken') this.state = chance.hit(0.7) ? 'whole' : 'mute';
    });
  }

  async close(): Promise<void> {
    this.#wire.ends.delete(this);
  }

  #carries(): boolean {
    return this.#state === 'whole' && this.#life.isAlive;
  }

  /** One that is too large for the bus is told by its head alone. */
  #told({ room, rows, mine }: BusMessage): BusNews {
    const { chance, climate, rare } = this.#world;
    if (!chance.hit(climate.headOnly)) return { room, rows, mine };
    rare.reach('head-told-alone');
    return { room, epoch: rows.epoch, to: rows.to };
  }

  #isLost(): boolean {
    const { chance, climate, rare } = this.#world;
    if (!chance.hit(climate.bus.lost)) return false;
    rare.reach('bus-message-lost');
    return true;
  }

  #soon(run: () => void): void {
    const { chance, climate, clock } = this.#world;
    const ms = chance.hit(climate.bus.late) ? chance.between(1, LATE_MS) : 0;
    clock.after(ms, () => this.#carries() && this.#life.run(run));
  }

  #bring(listener: Listener, text: string): void {
    const { chance, climate, rare, doctor } = this.#world;
    const news: BusNews = JSON.parse(text);
    if (listener.room !== news.room || this.#isLost()) return;
    const copies = chance.hit(climate.bus.doubled) ? 2 : 1;
    if (copies === 2) rare.reach('bus-message-doubled');
    for (let copy = 0; copy < copies; copy += 1) {
      const told = 'rows' in news ? (doctor.bus?.(JSON.parse(text), copy) ?? news) : news;
      this.#soon(() => this.#hear(listener, told));
    }
  }

  #hear(listener: Listener, news: BusNews): void {
    if (!this.#listeners.has(listener)) return;
    const { to } = 'rows' in news ? news.rows : news;
    if (to < listener.latest) this.#world.rare.reach('bus-message-overtaken');
    listener.latest = Math.max(listener.latest, to);
    listener.hear(news);
  }

  #hearBeat(from: WireEnd, beat: Beat): void {
    this.#soon(() => {
      this.#heard.add(from);
      for (const watcher of [...this.#watchers]) watcher.beat(beat);
    });
  }

  #tell(): void {
    this.#life.run(() => {
      for (const watcher of [...this.#watchers]) watcher.line(this.#state !== 'broken');
    });
  }
}
