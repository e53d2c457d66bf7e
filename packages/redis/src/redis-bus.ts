/** Bus over Redis pub/sub: one channel for each open room and one for the signs of life. */
import type { Bus, BusMessage, BusNews, BusWatcher, Clock, Log, RoomHead } from '@parley/engine';
import type { RoomSlug } from '@parley/protocol';
import { decodeBeat, encodeBeats } from './beat-frame.ts';
import type { Names } from './channels.ts';
import { type Connections, renewStream } from './connections.ts';
import { decodeFrame, encodeFrame, isFrom } from './frame.ts';
import { Subscriptions } from './subscriptions.ts';

/** Unanswered messages and their bytes above which a slow Redis gets no more: what waits longer is stale. */
const UNANSWERED_MAX = 1_000;
const UNANSWERED_MAX_BYTES = 8_388_608;

type Listener = (news: BusNews) => void;

export interface RedisBusParts {
  readonly connections: Connections;
  readonly names: Names;
  /** This process, as `newInstanceId` names it. */
  readonly instance: string;
  readonly clock: Clock;
  readonly log: Log;
}

export class RedisBus implements Bus {
  readonly #parts: RedisBusParts;
  readonly #subscriptions: Subscriptions;
  readonly #listeners = new Map<RoomSlug, Set<Listener>>();
  readonly #watchers = new Set<BusWatcher>();
  #unanswered = 0;
  #unansweredBytes = 0;

  /** Takes the subscribing connection as its own; the other one is shared and closed by who opened it. */
  constructor(parts: RedisBusParts) {
    this.#parts = parts;
    const { subscriber } = parts.connections;
    this.#subscriptions = new Subscriptions({
      line: {
        subscribe: (channels) => subscriber.subscribe(...channels),
        unsubscribe: (channels) => subscriber.unsubscribe(...channels),
      },
      clock: parts.clock,
      log: parts.log,
      onWhole: (isWhole) => {
        for (const watcher of [...this.#watchers]) watcher.line(isWhole);
      },
    });
    subscriber.on('ready', () => this.#subscriptions.up());
    subscriber.on('close', () => this.#subscriptions.down());
    subscriber.on('messageBuffer', (channel: Buffer, bytes: Buffer) => this.#receive(channel.toString(), bytes));
    void this.#subscriptions.acquire(parts.names.beats);
    if (subscriber.status === 'ready') this.#subscriptions.up();
  }

  /** Whether all that was subscribed is confirmed. */
  get isWhole(): boolean {
    return this.#subscriptions.isWhole;
  }

  publish(message: BusMessage): void {
    if (!this.#maySend()) return;
    this.#send(this.#parts.names.room(message.room), encodeFrame(this.#parts.instance, message));
  }

  async subscribe(room: RoomSlug, onNews: Listener): Promise<() => Promise<void>> {
    // A listener of its own, so that the same function may be subscribed twice.
    const listener: Listener = (news) => onNews(news);
    const listeners = this.#listeners.get(room) ?? new Set();
    this.#listeners.set(room, listeners.add(listener));
    const channel = this.#parts.names.room(room);
    await this.#subscriptions.acquire(channel);
    return async () => {
      if (!listeners.delete(listener)) return;
      if (listeners.size === 0 && this.#listeners.get(room) === listeners) this.#listeners.delete(room);
      this.#subscriptions.release(channel);
    };
  }

  beat(heads: readonly RoomHead[], mark: number, isLast = false): void {
    for (const frame of encodeBeats(this.#parts.instance, heads, mark, isLast)) {
      if (this.#maySend()) this.#send(this.#parts.names.beats, Buffer.from(frame));
    }
  }

  watch(watcher: BusWatcher): () => void {
    // An object of its own, so that the same watcher may watch twice.
    const own: BusWatcher = { beat: (beat) => watcher.beat(beat), line: (isWhole) => watcher.line(isWhole) };
    this.#watchers.add(own);
    void Promise.resolve().then(() => this.#watchers.has(own) && own.line(this.isWhole));
    return () => void this.#watchers.delete(own);
  }

  renew(): void {
    renewStream(this.#parts.connections.subscriber);
  }

  async close(): Promise<void> {
    this.#listeners.clear();
    this.#watchers.clear();
    this.#subscriptions.close();
  }

  #maySend(): boolean {
    return (
      this.#parts.connections.commands.status === 'ready' &&
      this.#unanswered < UNANSWERED_MAX &&
      this.#unansweredBytes < UNANSWERED_MAX_BYTES
    );
  }

  #send(channel: string, bytes: Buffer): void {
    this.#unanswered += 1;
    this.#unansweredBytes += bytes.length;
    const answered = (): void => {
      this.#unanswered -= 1;
      this.#unansweredBytes -= bytes.length;
    };
    // A lost message is found by the next one or by a beat; the connection tells of its own end.
    this.#parts.connections.commands.publish(channel, bytes).then(answered, answered);
  }

  #receive(channel: string, bytes: Buffer): void {
    if (channel === this.#parts.names.beats) {
      this.#receiveBeat(bytes);
      return;
    }
    const room = this.#parts.names.roomOf(channel);
    const listeners = room && this.#listeners.get(room);
    // Nobody listens while a subscription lingers; an own message was dealt with when it was committed.
    if (!listeners || isFrom(bytes, this.#parts.instance)) return;
    const news = decodeFrame(bytes);
    if (news?.room !== room) return;
    for (const listener of [...listeners]) listener(news);
  }

  #receiveBeat(bytes: Buffer): void {
    const beat = this.#watchers.size > 0 ? decodeBeat(bytes) : undefined;
    if (!beat) return;
    const { instance, mark, heads, last: isLast = false } = beat;
    const own = instance === this.#parts.instance;
    for (const watcher of [...this.#watchers]) watcher.beat({ instance, own, mark, heads, isLast });
  }
}
