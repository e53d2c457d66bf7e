/** Lines between clients and servers: everything is text on its way, arrives in order, and may be cut at any moment. */
import type { Line, LineHandlers, Transport } from '@parley/client';
import { COMMANDS, type Command, type Hello, type PersonId, type Result, type Welcome } from '@parley/protocol';
import { Channel } from './channel.ts';
import type { Told } from './history.ts';
import { watchAnswer, watchEvent } from './invariants/client-watch.ts';
import type { Participant } from './participant.ts';
import { type Server, ServerEnd } from './server.ts';
import type { World } from './world.ts';

/** Longest time until an end notices that its line is dead, ms: the transport's own ping. */
const UNNOTICED_MS = 45_000;

export function fakeTransport(world: World, owner: Participant): Transport {
  return {
    open: (hello, handlers) => {
      owner.line?.clientCloses();
      const line = new FakeLine(world, owner, hello, handlers);
      owner.line = line;
      return {
        send: (name, payload, answer) => line.send(name, payload, answer),
        close: () => line.clientCloses(),
      } satisfies Line;
    },
  };
}

export class FakeLine {
  readonly owner: string;
  readonly up: Channel;
  readonly down: Channel;
  readonly #world: World;
  readonly #client: Participant;
  readonly #handlers: LineHandlers;
  #server: ServerEnd | undefined;
  #isOpen = true;
  /** Commands that were handed over and not answered. */
  readonly #unanswered = new Set<Told>();
  hello: Hello | undefined;
  isWelcomed = false;
  #isReset = false;

  constructor(world: World, client: Participant, hello: () => Hello, handlers: LineHandlers) {
    const { clock, chance } = world;
    const latency = () => (world.climate.latencyMs === 0 ? 0 : chance.next() * world.climate.latencyMs);
    this.owner = client.name;
    this.#world = world;
    this.#client = client;
    this.#handlers = handlers;
    this.up = new Channel(clock, latency);
    this.down = new Channel(clock, latency);
    clock.after(latency(), () => this.#arrive(hello));
  }

  /** Whom the client writes as. */
  get person(): PersonId {
    return (this.#client.device.token?.slice('token-of-'.length) ?? '') as PersonId;
  }

  get isOpen(): boolean {
    return this.#isOpen;
  }

  /** The server at the other end, once there is one. */
  get server(): Server | undefined {
    return this.#server?.server;
  }

  /** Whether what either end says reaches the other. */
  get carries(): boolean {
    return this.#isOpen && !this.up.isDead && !this.down.isDead;
  }

  #arrive(hello: () => Hello): void {
    if (!this.#isOpen) return;
    const { chance, climate } = this.#world;
    const server = chance.hit(climate.unreachable) ? undefined : chance.pick(this.#world.servers.filter((one) => one.isAlive));
    if (!server) {
      this.#endClient();
      return;
    }
    this.hello = hello();
    const text = JSON.stringify(this.hello);
    const end = new ServerEnd(server, this);
    this.#server = end;
    this.down.send(() => this.#handlers.opened());
    this.up.send(() => end.join(JSON.parse(text)));
  }

  /** From the client. */
  send(name: string, payload: object, answer: (value: unknown) => void = () => undefined): void {
    if (!this.#isOpen) return;
    const { history } = this.#world;
    const text = JSON.stringify(payload);
    const told = name in COMMANDS ? history.invoked(this.person, { ...JSON.parse(text), kind: name } as Command) : undefined;
    if (told) this.#unanswered.add(told);
    if (name === 'read-comments') this.#world.rare.reach('best-ranking-fetched');
    if (name === 'read-page' && this.#isReset && this.#client.client.view.status !== 'live') {
      this.#world.rare.reach('reset-with-windows-read-again');
    }
    this.up.send(() => {
      this.#server?.receive(name, JSON.parse(text), (result) => {
        const back = JSON.stringify(result);
        this.down.send(() => this.#answer(name, told, JSON.parse(back), answer));
      });
    });
  }

  #answer(name: string, told: Told | undefined, result: Result<never>, answer: (value: unknown) => void): void {
    if (!this.#isOpen) return;
    if (told) {
      this.#unanswered.delete(told);
      this.#world.history.answered(told, result);
    }
    watchAnswer(this.#world, this.#client, name, result);
    answer(this.#world.doctor.answered?.(name, result) ?? result);
  }

  /** From the server. */
  tell(name: string, text: string): void {
    this.down.send(() => {
      if (!this.#isOpen) return;
      const { doctor } = this.#world;
      const payload = JSON.parse(text);
      const told = doctor.told ? doctor.told(name, payload) : payload;
      if (told === undefined) return;
      watchEvent(this.#world, this.#client, this.hello, name, told);
      if (name === 'connection-moving') this.#world.rare.reach('client-moved');
      if (name === 'welcome') {
        this.isWelcomed = true;
        this.#isReset = this.hello?.resume !== undefined && (told as Welcome).start.kind === 'snapshot';
      }
      this.#handlers.event(name, told);
    });
  }

  clientCloses(): void {
    if (!this.#isOpen) return;
    this.#isOpen = false;
    this.#lose();
    this.up.send(() => this.#server?.lost());
  }

  /** After what it has sent has arrived. */
  serverCloses(): void {
    this.down.send(() => this.#endClient());
  }

  serverDied(): void {
    this.up.die();
    this.down.die();
    const { clock, chance } = this.#world;
    // A process that dies has its sockets closed; a machine that dies does not.
    clock.after(chance.hit(0.8) ? chance.between(0, 50) : chance.between(0, UNNOTICED_MS), () => this.#endClient());
  }

  /**
   * `clean`: both ends are told soon · `late`: what was on its way up still arrives, the client is told at once · `half-open`: nobody
   * is told for long, and nothing arrives.
   */
  cut(how: 'clean' | 'late' | 'half-open'): void {
    const { clock, chance, rare } = this.#world;
    const unnoticed = how === 'half-open' ? UNNOTICED_MS : 100;
    if (how === 'half-open') rare.reach('half-open-line');
    this.down.die();
    if (how !== 'late') this.up.die();
    clock.after(how === 'late' ? 0 : chance.between(0, unnoticed), () => this.#endClient());
    clock.after(chance.between(0, how === 'late' ? UNNOTICED_MS : unnoticed), () => this.#server?.lost());
  }

  #endClient(): void {
    if (!this.#isOpen) return;
    this.#isOpen = false;
    this.#lose();
    this.#handlers.closed();
  }

  #lose(): void {
    for (const told of this.#unanswered) {
      if (told.decided) this.#world.rare.reach('answer-lost-on-the-way');
    }
    this.#unanswered.clear();
  }
}
