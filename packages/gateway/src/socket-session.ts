/** What one socket says, from the first packet to the last. Nothing that arrives here can throw past it. */
import type { Engine, Log, Session } from '@parley/engine';
import {
  type Answer,
  decodeCommand,
  decodeHello,
  decodeNotice,
  decodeRequest,
  IN_FLIGHT_MAX,
  PROTOCOL_FLOOR,
  type Refusal,
  type Result,
  refuse,
  refused,
} from '@parley/protocol';
import type { Socket } from 'socket.io';
import type { SocketConnection } from './socket-connection.ts';

/** Messages a socket may send that no client of ours would; then it is closed with `malformed`. A broken client shows itself sooner. */
export const MALFORMED_MAX = 20;

/**
 * Packets that may wait for a line to take them when one more answer is due; then it is closed with `overloaded`. Twice what may be
 * under way: a client that reads never comes near it, and one that does not read cannot fill the memory with its answers.
 */
const WAITING_MAX = 2 * IN_FLIGHT_MAX;
/** Inside which they come back who are closed so or were not let in, ms. */
const RETRY_WINDOW_MS = 2_000;

type Ack = (answer: Answer<unknown>) => void;

/** Lives as long as its socket. */
export class SocketSession {
  readonly #engine: Engine;
  readonly #connection: SocketConnection;
  readonly #log: Log;
  #session: Session | undefined;
  #joining: Promise<Session | undefined> | undefined;
  #waiting = 0;
  #malformed = 0;
  #ended = false;

  constructor(engine: Engine, connection: SocketConnection, log: Log) {
    this.#engine = engine;
    this.#connection = connection;
    this.#log = log;
  }

  /** Greets the engine and listens. Takes all packets by a middleware that passes none on: no event name ever reaches an emitter. */
  open(socket: Socket): void {
    socket.use((packet) => this.#receive(packet));
    socket.on('disconnect', () => this.#end());
    this.#joining = this.#join(socket.handshake.auth);
  }

  async #join(auth: unknown): Promise<Session | undefined> {
    try {
      const hello = decodeHello(auth, PROTOCOL_FLOOR);
      const joined = hello.ok ? await this.#engine.connect(this.#connection, hello.value) : hello;
      if (!joined.ok) {
        this.#connection.close(joined.refusal, RETRY_WINDOW_MS);
        return undefined;
      }
      if (this.#ended) joined.value.end();
      else this.#session = joined.value;
      this.#joining = undefined;
      return joined.value;
    } catch (error) {
      this.#fail('join-failed', error);
      return undefined;
    }
  }

  #end(): void {
    this.#ended = true;
    this.#session?.end();
  }

  #receive(packet: readonly unknown[]): void {
    try {
      const last = packet.at(-1);
      const ack = typeof last === 'function' ? (last as Ack) : undefined;
      const [name, payload] = packet;
      if (!ack && packet.length === 2 && typeof name === 'string') {
        this.#hear(name, payload);
        return;
      }
      if (!ack || packet.length !== 3 || typeof name !== 'string') {
        this.#refuse(ack, refuse('malformed'));
        return;
      }
      void this.#handle(name, payload, ack);
    } catch (error) {
      this.#fail('packet-failed', error);
    }
  }

  /** A notice wants no answer. Before the welcome there is nothing it could be about. */
  #hear(name: string, payload: unknown): void {
    const notice = decodeNotice(name, payload);
    if (!notice.ok) this.#refuse(undefined, notice.refusal);
    else this.#session?.acknowledgeHead(notice.value);
  }

  async #handle(name: string, payload: unknown, ack: Ack): Promise<void> {
    try {
      const answer = await this.#answer(name, payload);
      if (this.#connection.backlog() >= WAITING_MAX) {
        this.#connection.close(refuse('overloaded'), RETRY_WINDOW_MS);
        return;
      }
      if (!answer.ok && answer.refusal.class === 'fix' && isBroken(answer.refusal)) this.#refuse(ack, answer.refusal);
      else ack(answer);
    } catch (error) {
      this.#log.error('command-failed', { name, error: String(error) });
      ack(refused('internal'));
    }
  }

  async #answer(name: string, payload: unknown): Promise<Result<unknown>> {
    const command = decodeCommand(name, payload);
    const request = !command.ok && command.refusal.code === 'unknown-command' ? decodeRequest(name, payload) : undefined;
    if (request && !request.ok) return request;
    if (!request && !command.ok) return command;
    const session = this.#session ?? (await this.#joined());
    if (!session) return refused('overloaded');
    if (request?.ok) return session.handleRequest(request.value);
    return command.ok ? session.handleCommand(command.value) : command;
  }

  /** What comes before the welcome waits for it, bounded; undefined when there is no session or too much waits. */
  async #joined(): Promise<Session | undefined> {
    if (this.#waiting >= IN_FLIGHT_MAX) return undefined;
    this.#waiting += 1;
    try {
      return this.#session ?? (await this.#joining);
    } finally {
      this.#waiting -= 1;
    }
  }

  #refuse(ack: Ack | undefined, refusal: Refusal): void {
    ack?.({ ok: false, refusal });
    this.#malformed += 1;
    if (this.#malformed >= MALFORMED_MAX) this.#connection.close(refuse('malformed'), 0);
  }

  #fail(event: 'join-failed' | 'packet-failed', error: unknown): void {
    this.#log.error(event, { error: String(error) });
    this.#connection.close(refuse('internal'), 0);
  }
}

/** Refusals that only a broken or hostile client earns, unlike a text that is too long. */
const isBroken = (refusal: Refusal): boolean => refusal.code === 'malformed' || refusal.code === 'unknown-command';
