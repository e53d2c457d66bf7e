/**
 * Counts over all instances: a hash for each room, instance → people there. An instance's counts are believed while its own key
 * stands, which it renews; so the counts of a dead one go at once in every room, and nobody has to renew each room so often.
 */
import type { Clock, Log, PresenceStore, Timer } from '@parley/engine';
import type { RoomSlug } from '@parley/protocol';
import type { ChainableCommander, Redis } from 'ioredis';
import type { Names } from './channels.ts';

/** How long reports gather before they are sent, ms: of ten thousand joins the last count goes. */
export const GATHER_MS = 200;
/** How often an instance says that it lives and repeats its counts, which a Redis that was emptied has lost, ms. */
export const RENEW_MS = 10_000;
/** How long it is believed without that, ms: two renewals may be lost. */
export const ALIVE_MS = 25_000;
/** How long a room's counts stay that nobody repeats, ms. */
const COUNTS_KEPT_MS = 60_000;
/** Rooms of one batch. */
const BATCH_ROOMS = 500;

export interface RedisPresenceParts {
  readonly commands: Redis;
  readonly names: Names;
  /** This process, as `newInstanceId` names it. */
  readonly instance: string;
  readonly clock: Clock;
  readonly log: Log;
}

export class RedisPresence implements PresenceStore {
  readonly #parts: RedisPresenceParts;
  readonly #own = new Map<RoomSlug, number>();
  /** Rooms whose count is not sent yet. */
  readonly #changed = new Set<RoomSlug>();
  readonly #onReady = (): void => this.#renew();
  #gathering: Timer | undefined;
  #renewing: Timer | undefined;
  #closed = false;

  constructor(parts: RedisPresenceParts) {
    this.#parts = parts;
    parts.commands.on('ready', this.#onReady);
    this.#renew();
  }

  report(room: RoomSlug, watching: number): void {
    if (this.#closed) return;
    if (watching === 0) this.#own.delete(room);
    else this.#own.set(room, watching);
    this.#changed.add(room);
    this.#gathering ??= this.#parts.clock.after(GATHER_MS, () => {
      this.#gathering = undefined;
      void this.#send();
    });
  }

  async counts(rooms: readonly RoomSlug[]): Promise<number[]> {
    const batches: Promise<number[]>[] = [];
    for (let at = 0; at < rooms.length; at += BATCH_ROOMS) batches.push(this.#counts(rooms.slice(at, at + BATCH_ROOMS)));
    return (await Promise.all(batches)).flat();
  }

  /** Two questions, however many rooms: what each instance counts in them, and which of these instances live. */
  async #counts(rooms: readonly RoomSlug[]): Promise<number[]> {
    const { commands, names, instance } = this.#parts;
    const asking = commands.pipeline();
    for (const room of rooms) asking.hgetall(names.watching(room));
    const told = ((await asking.exec()) ?? []).map(([error, counts]) => {
      if (error) throw error;
      return counts as Readonly<Record<string, string>>;
    });
    const others = [...new Set(told.flatMap((counts) => Object.keys(counts)))].filter((other) => other !== instance);
    const signs = others.length === 0 ? [] : await commands.mget(others.map(names.instance));
    const dead = new Set(others.filter((_, i) => signs[i] === null));
    return rooms.map((room, i) => {
      const counts = Object.entries(told[i] ?? {}).filter(([other]) => other !== instance);
      const gone = counts.map(([other]) => other).filter((other) => dead.has(other));
      if (gone.length > 0) commands.hdel(names.watching(room), ...gone).catch(() => {});
      return counts.reduce((sum, [other, text]) => sum + (dead.has(other) ? 0 : people(text)), this.#own.get(room) ?? 0);
    });
  }

  /** Takes the own counts along; in vain when Redis is away, which forgets them by itself. */
  async close(): Promise<void> {
    if (this.#closed) return;
    this.#closed = true;
    this.#gathering?.cancel();
    this.#renewing?.cancel();
    const { commands, names, instance } = this.#parts;
    commands.off('ready', this.#onReady);
    for (const room of this.#own.keys()) this.#changed.add(room);
    this.#own.clear();
    await this.#send();
    await commands.del(names.instance(instance)).catch(() => {});
  }

  #renew(): void {
    this.#renewing?.cancel();
    this.#renewing = this.#parts.clock.after(RENEW_MS, () => this.#renew());
    for (const room of this.#own.keys()) this.#changed.add(room);
    void this.#send();
  }

  /** Sends what changed, in batches, each after the answer to the one before. */
  async #send(): Promise<void> {
    const { commands, names, instance, log } = this.#parts;
    // Redis tells when it is back, and then everything goes.
    if (commands.status !== 'ready') return;
    const rooms = [...this.#changed];
    this.#changed.clear();
    for (let at = 0; at === 0 || at < rooms.length; at += BATCH_ROOMS) {
      const sending = rooms.slice(at, at + BATCH_ROOMS);
      const batch = commands.pipeline();
      if (!this.#closed) batch.set(names.instance(instance), '1', 'PX', ALIVE_MS);
      for (const room of sending) this.#write(batch, room);
      const error = await failure(batch);
      if (!error) continue;
      // The next renewal sends them: a zero that is lost would leave people in a room for ever.
      for (const room of sending) this.#changed.add(room);
      log.warn('presence-not-sent', { error: error.message });
    }
  }

  #write(batch: ChainableCommander, room: RoomSlug): void {
    const { names, instance } = this.#parts;
    const watching = this.#own.get(room);
    if (watching === undefined) batch.hdel(names.watching(room), instance);
    else batch.hset(names.watching(room), instance, watching).pexpire(names.watching(room), COUNTS_KEPT_MS);
  }
}

/** The first thing that went wrong. */
async function failure(batch: ChainableCommander): Promise<Error | undefined> {
  const results = await batch.exec().catch((error: Error) => [[error, undefined] as const]);
  return results?.find(([error]) => error !== null)?.[0] ?? undefined;
}

/** What another instance wrote; anything that is no count counts nobody. */
function people(text: string | undefined): number {
  const count = Number(text);
  return Number.isSafeInteger(count) && count > 0 ? count : 0;
}
