/** What a client needs from where it runs. Time, chance, storage and the line to the server are reached through these alone. */
import type { Hello, Millis, Refusal, Result } from '@parley/protocol';

export interface Timer {
  cancel(): void;
}

export interface Clock {
  /** Wall time, ms since 1970. */
  now(): Millis;
  /** Runs once after `ms`. */
  after(ms: number, run: () => void): Timer;
}

export interface Random {
  /** A number in [0, 1). */
  next(): number;
  /** That many unguessable bytes. */
  bytes(count: number): Uint8Array;
}

/** One attempt to reach the server. After `closed` or `close()` nothing more is called. */
export interface LineHandlers {
  /** The server took the connection; its `welcome` follows. */
  opened(): void;
  event(name: string, payload: unknown): void;
  closed(): void;
}
export interface Line {
  /**
   * Sends one message. `answer` is called at most once with what came back, undecoded; never after the line closed. Without it none
   * is asked for.
   */
  send(name: string, payload: object, answer?: (answer: unknown) => void): void;
  close(): void;
}
export interface Transport {
  /** `hello` is called once the line is up, so that it says where the client is then. */
  open(hello: () => Hello, handlers: LineHandlers): Line;
}

/** Text by key. Never throws: where the device refuses to keep anything, it is kept in memory. */
export interface Storage {
  get(key: string): string | undefined;
  set(key: string, value: string): void;
  remove(key: string): void;
  keys(prefix: string): readonly string[];
  /**
   * Tells which keys are changed elsewhere (another tab), and not to what: two tabs that write at the same moment would each be told
   * the other's value, and only a look at what is kept now makes them agree. Returns how to stop.
   */
  watch(listener: (key: string) => void): () => void;
}

/** Lets one of several tabs do a thing. */
export interface Locks {
  /** Calls `held` when this tab's turn has come. Returns how to give it up. */
  hold(name: string, held: () => void): () => void;
}

/** `woke`: the page is looked at again · `frozen`: it was put aside (its lines may die unnoticed) · `restored`: and came back. */
export type Hint = 'online' | 'offline' | 'woke' | 'frozen' | 'restored';
export interface Hints {
  online(): boolean;
  watch(listener: (hint: Hint) => void): () => void;
}

/** Asks the server for a new guest's token. */
export type MakeGuest = () => Promise<Result<string>>;

/**
 * Asks why no line comes about. Resolves with the refusal when the server is there and does not let this page connect; undefined
 * when it may, or when nobody answers.
 */
export type AskWhy = () => Promise<Refusal | undefined>;

export interface ClientPorts {
  readonly transport: Transport;
  readonly storage: Storage;
  readonly clock: Clock;
  readonly random: Random;
  readonly locks: Locks;
  readonly hints: Hints;
  readonly makeGuest: MakeGuest;
  /** Not needed where a failed line tells by itself. */
  readonly askWhy?: AskWhy | undefined;
}
