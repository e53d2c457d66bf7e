/**
 * A writer that keeps at it: the same command, by the same id, until it is answered for good, over as many connections as it takes.
 * Several commands may be under way at once.
 */
import type { Line, Transport } from '@parley/client';
import { type CommandDone, type CommandName, type Hello, PROTOCOL_CURRENT, type Refusal, type RoomSlug } from '@parley/protocol';
import { Acknowledger } from '../../acknowledger.ts';
import { delay } from '../delay.ts';

export type Told = { readonly ok: true; readonly value: CommandDone } | { readonly ok: false; readonly refusal: Refusal };

export interface WriterOptions {
  readonly transport: Transport;
  readonly room: string;
  readonly token: string;
  readonly chance: () => number;
}

/** An answer that does not come for so long, ms, means a dead line. Well below the 30 s of the SDK: a writer here has no patience. */
const ANSWER_MAX_MS = 4_000;
/** The same for a welcome. */
const WELCOME_MAX_MS = 4_000;
/** Pause before another try, ms; a random part of it is taken. */
const AGAIN_MS = 250;

export class Writer {
  readonly #options: WriterOptions;
  readonly #waiting = new Set<(answer: undefined) => void>();
  #line: Line | undefined;
  #acknowledger: Acknowledger | undefined;
  #opening: Promise<Line | undefined> | undefined;

  constructor(options: WriterOptions) {
    this.#options = options;
  }

  /** Undefined when it was given up: nobody knows then whether it was done. `isOver` says when to give up. */
  async ask(name: CommandName, payload: object, isOver: () => boolean): Promise<Told | undefined> {
    while (!isOver()) {
      const told = await this.#once(name, payload);
      if (told && (told.ok || !['retry', 'slow-down'].includes(told.refusal.class))) return told;
      await delay(told && !told.ok && told.refusal.retryAfterMs ? told.refusal.retryAfterMs : AGAIN_MS * this.#options.chance());
    }
    return undefined;
  }

  close(): void {
    this.#acknowledger?.close();
    this.#line?.close();
    this.#line = undefined;
    for (const lose of [...this.#waiting]) lose(undefined);
  }

  /** Undefined without an answer: the line is dropped then. */
  async #once(name: CommandName, payload: object): Promise<Told | undefined> {
    const line = this.#line ?? (await this.#opened());
    if (!line) return undefined;
    const raw = await new Promise<unknown>((resolve) => {
      const timer = setTimeout(() => settle(undefined), ANSWER_MAX_MS);
      const settle = (answer: unknown) => {
        clearTimeout(timer);
        this.#waiting.delete(settle);
        resolve(answer);
      };
      this.#waiting.add(settle);
      line.send(name, payload, settle);
    });
    if (raw === undefined && this.#line === line) this.close();
    return raw as Told | undefined;
  }

  #opened(): Promise<Line | undefined> {
    this.#opening ??= this.#open().finally(() => {
      this.#opening = undefined;
    });
    return this.#opening;
  }

  #open(): Promise<Line | undefined> {
    return new Promise((resolve) => {
      const timer = setTimeout(() => end(), WELCOME_MAX_MS);
      const acknowledger = new Acknowledger((position) => line.send('acknowledge-head', position));
      const line = this.#options.transport.open(() => this.#hello(), {
        opened: () => undefined,
        event: (name, payload) => {
          acknowledger.heard(name, payload);
          if (name === 'welcome') {
            clearTimeout(timer);
            this.#line = line;
            this.#acknowledger = acknowledger;
            resolve(line);
          }
          if (name === 'connection-closing') end();
        },
        closed: () => end(),
      });
      const end = () => {
        clearTimeout(timer);
        acknowledger.close();
        line.close();
        if (this.#line === line) this.close();
        resolve(undefined);
      };
    });
  }

  #hello(): Hello {
    const { room, token } = this.#options;
    return { protocol: PROTOCOL_CURRENT, room: room as RoomSlug, order: 'newest', token, title: 'Under faults' };
  }
}
