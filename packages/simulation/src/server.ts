/** One server: an engine with its ends of the lines, speaking the real protocol. It can be killed at any moment. */
import { type Connection, createEngine, type EncodedEvent, type Engine, type Session } from '@parley/engine';
import { memoryLimiter, memoryPresence, nullLog } from '@parley/engine/memory';
import {
  type AuthorTag,
  type CommandDone,
  decodeCommand,
  decodeHello,
  decodeNotice,
  decodeRequest,
  type EventName,
  type EventPayloads,
  type PersonId,
  PROTOCOL_FLOOR,
  type Refusal,
  type Result,
  refused,
} from '@parley/protocol';
import type { FakeLine } from './fake-transport.ts';
import type { WireEnd } from './faulty-bus.ts';
import { faultyStore } from './faulty-store.ts';
import { LineWatch } from './invariants/line-watch.ts';
import { Life } from './life.ts';
import { countingRare } from './rare-metrics.ts';
import type { World } from './world.ts';

/** Shared bytes, with what they were made of for the watch on the line. */
interface Encoded {
  readonly name: EventName;
  readonly payload: EventPayloads[EventName];
  readonly text: string;
}

export class Server {
  readonly world: World;
  readonly engine: Engine;
  readonly lines = new Set<ServerEnd>();
  /** The store has told this server of another history, or of more rows than can be read: it may give up its frames' chain. */
  mayJump = false;
  /** It dies when its next commit is done, before anybody hears of it. */
  diesInCommit = false;
  /** Why it last asked for heads: it counts the cause just before the question. */
  headsAsked: 'head-queries' | 'head-audits' = 'head-queries';
  readonly life = new Life();
  /** Its end of the bus. */
  readonly bus: WireEnd;

  constructor(world: World) {
    this.world = world;
    this.bus = world.bus.end(this.life);
    const clock = this.life.clock(world.clock);
    this.engine = createEngine({
      store: faultyStore(world, this),
      bus: this.bus,
      presence: memoryPresence(world.presence),
      limiter: memoryLimiter(clock, world.climate.rates),
      authenticator: {
        authenticate: async (token) => (token.startsWith('token-of-') ? (token.slice(9) as PersonId) : undefined),
        newGuest: async () => world.newToken(),
        tagOf: (person) => tagOf(person),
      },
      encoder: {
        encode: (name, payload) => {
          const text = JSON.stringify(payload);
          return { characters: text.length, encoded: { name, payload, text } satisfies Encoded };
        },
      },
      clock,
      random: { next: () => world.chance.next() },
      log: nullLog(),
      metrics: countingRare(world.rare, (name) => {
        if (name === 'head-queries' || name === 'head-audits') this.headsAsked = name;
      }),
    });
  }

  get isAlive(): boolean {
    return this.life.isAlive;
  }

  /** As a signal to stop: its clients are told to move, and it ends by itself (DRAIN-3). Resolves when it has. */
  async drain(windowMs: number): Promise<void> {
    const began = this.world.clock.steady();
    await this.engine.drain(windowMs);
    const tookMs = this.world.clock.steady() - began;
    if (tookMs > DRAIN_MAX_MS) this.world.history.violate('DRAIN-3', `draining took ${Math.round(tookMs)} ms`);
    this.kill();
  }

  /** As kill −9: nothing it would still say or write happens; its lines break. */
  kill(): void {
    this.life.end();
    for (const end of this.lines) end.line.serverDied();
    this.lines.clear();
    void this.bus.close();
  }
}

/** Time in which a server that drains has ended, whatever hangs, ms. */
const DRAIN_MAX_MS = 10_000;

export const tagOf = (person: PersonId): AuthorTag => `tag-of-${person}` as AuthorTag;

/** What a waiting packet counts for; its real size is of no matter to the rules. */
const PACKET_BYTES = 1_000;

let lines = 0;

/** The server's end of one line: what a gateway does between a socket and the engine. */
export class ServerEnd implements Connection {
  readonly id = `line-${++lines}`;
  readonly addressKey: string;
  readonly mayMakeRooms = true;
  readonly line: FakeLine;
  readonly server: Server;
  readonly #watch: LineWatch;
  #joining: Promise<Session | undefined> | undefined;
  #ended = false;

  constructor(server: Server, line: FakeLine) {
    this.server = server;
    this.line = line;
    this.addressKey = line.owner;
    this.#watch = new LineWatch(server, line.owner);
    server.lines.add(this);
  }

  join(input: unknown): void {
    this.server.life.run(() => {
      this.#joining = this.#join(input);
    });
  }

  async #join(input: unknown): Promise<Session | undefined> {
    const hello = decodeHello(input, PROTOCOL_FLOOR);
    if (!hello.ok) this.server.world.history.violate('CONN-3', `a hello was refused: ${JSON.stringify(hello.refusal)}`);
    const joined = hello.ok ? await this.server.engine.connect(this, hello.value) : hello;
    if (!joined.ok) {
      this.close(joined.refusal, 0);
      return undefined;
    }
    if (this.#ended) joined.value.end();
    return joined.value;
  }

  receive(name: string, payload: unknown, answer: (result: Result<unknown>) => void): void {
    this.server.life.run(() => void this.#receive(name, payload, answer));
  }

  async #receive(name: string, payload: unknown, answer: (result: Result<unknown>) => void): Promise<void> {
    if (!this.server.isAlive || this.#ended) return;
    const asked = this.#watch.cursor;
    const session = await this.#joining;
    const notice = decodeNotice(name, payload);
    if (notice.ok) return session?.acknowledgeHead(notice.value);
    const command = decodeCommand(name, payload);
    let result: Result<unknown>;
    if (!session) result = refused('overloaded');
    else if (command.ok) {
      const done: Result<CommandDone> = await session.handleCommand(command.value);
      if (this.server.isAlive) this.#watchAnswer(command.value.command, asked, done);
      result = done;
    } else {
      const request = command.refusal.code === 'unknown-command' ? decodeRequest(name, payload) : command;
      if (!request.ok) this.server.world.history.violate('REF-3', `${name} was refused: ${JSON.stringify(request.refusal)}`);
      result = request.ok ? await session.handleRequest(request.value) : request;
    }
    if (this.server.isAlive && !this.#ended) answer(result);
  }

  #watchAnswer(id: Parameters<World['history']['find']>[1], asked: LineWatch['cursor'], done: Result<CommandDone>): void {
    const told = this.server.world.history.find(this.line.person, id);
    if (told && done.ok) this.#watch.answers(told, asked, done.value);
  }

  send<Name extends EventName>(name: Name, payload: EventPayloads[Name]): void {
    this.#tell(name, payload, JSON.stringify(payload));
  }

  write(event: EncodedEvent): void {
    const { name, payload, text } = event.encoded as Encoded;
    this.#tell(name, payload, text);
  }

  #tell(name: EventName, payload: EventPayloads[EventName], text: string): void {
    const { world } = this.server;
    if (!this.server.isAlive || this.#ended) return;
    if (world.doctor.sends && !world.doctor.sends(name, payload)) return;
    this.#watch.sent(name, payload);
    this.line.tell(name, text);
  }

  backlog(): number {
    return this.line.down.backlog;
  }

  queuedBytes(): number {
    return this.backlog() * PACKET_BYTES;
  }

  onDrained(run: () => void): void {
    this.line.down.onDrained(() => this.server.life.run(run));
  }

  close(refusal: Refusal, retryWindowMs: number): void {
    this.send('connection-closing', { refusal, retryWindowMs });
    this.line.serverCloses();
    this.end();
  }

  /** The connection is gone; a server that stands still hears of it later. */
  lost(): void {
    this.server.life.run(() => this.end());
  }

  /** The connection is gone, as far as the server knows. */
  end(): void {
    if (this.#ended) return;
    this.#ended = true;
    this.server.lines.delete(this);
    void this.#joining?.then((session) => this.server.isAlive && session?.end());
  }
}
