/** A seeded world in one thread: one store, servers over a faulty bus, real clients on faulty lines, one clock. */
import { type FakeClock, fakeClock, type MemoryRoomStore, memoryRoomStore, presenceBoard } from '@parley/engine/memory';
import type { CommentId, Epoch, PersonId, RoomSlug } from '@parley/protocol';
import { CALM, type Climate, climateOf } from './climate.ts';
import type { Doctor } from './doctor.ts';
import { BusWire } from './faulty-bus.ts';
import { History } from './history.ts';
import type { Participant } from './participant.ts';
import { RareStates } from './rare-states.ts';
import { type Chance, chanceOf } from './seed.ts';
import { Server } from './server.ts';
import { forgetWish } from './wishes.ts';

export const ROOM = 'room' as RoomSlug;

/** Lets everything that is ready to run do so: one real turn of the event loop, after which no promise waits. */
const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

/** Steady time has fractions, wall time has not: as on real machines. */
function worldClock(): FakeClock {
  const clock = fakeClock({ turn });
  return { ...clock, now: () => Math.floor(clock.now()) };
}

export class World {
  readonly seed: number;
  readonly chance: Chance;
  readonly clock = worldClock();
  readonly presence = presenceBoard();
  readonly rare = new RareStates();
  readonly history = new History(this.rare);
  readonly doctor: Doctor;
  readonly bus = new BusWire(this);
  readonly participants: Participant[] = [];
  /** Up to which head the text of a comment was sent to anybody. */
  readonly textSeen = new Map<CommentId, number>();
  /** Comments that stood before the first step. */
  readonly past = new Set<CommentId>();
  /** Everybody who may have voted. */
  readonly people = new Set<PersonId>();
  servers: Server[] = [];
  /** Servers that take nobody any more and have not ended yet. */
  readonly draining = new Set<Server>();
  climate: Climate;
  store: MemoryRoomStore = memoryRoomStore({ epoch: 'epoch-0' });
  commitsUnderWay = 0;
  /** Epochs of which a restored database undid a part. */
  readonly undoneEpochs = new Set<Epoch>();
  /** Times an older database took the place of the one in use. */
  restores = 0;
  #backup: { readonly store: ReturnType<MemoryRoomStore['copy']>; readonly commits: number } | undefined;
  #epochs = 1;
  #guests = 0;
  #texts = 0;

  constructor(seed: number, doctor: Doctor = {}) {
    this.seed = seed;
    this.doctor = doctor;
    this.chance = chanceOf(seed);
    this.climate = climateOf(this.chance);
  }

  start(): void {
    for (let i = 0; i < this.climate.servers; i += 1) this.servers.push(new Server(this));
  }

  newToken(): string {
    this.#guests += 1;
    this.people.add(`guest-${this.#guests}` as PersonId);
    return `token-of-guest-${this.#guests}`;
  }

  /** A text that no other comment has, so that a stray one can be traced. */
  newText(by: string): string {
    this.#texts += 1;
    return `text ${this.#texts} of ${by} in ${this.seed}`;
  }

  /** A server dies and another takes its place on the same store. */
  replaceServer(server: Server): void {
    this.rare.reach('server-killed');
    if (this.commitsUnderWay > 0) this.rare.reach('server-killed-in-a-commit');
    server.kill();
    this.servers = this.servers.map((one) => (one === server ? new Server(this) : one));
  }

  /** A server is told to stop, and another takes its place at once. */
  async drainServer(server: Server): Promise<void> {
    this.rare.reach('server-drained');
    this.draining.add(server);
    this.servers = this.servers.map((one) => (one === server ? new Server(this) : one));
    await server.drain(this.chance.pick([0, 1_000, 5_000]) ?? 0);
    this.draining.delete(server);
  }

  /** The store is opened anew: a new epoch of the same rooms. Servers that live on find out by themselves. */
  reopenStore(): void {
    this.store = this.store.reopen(`epoch-${this.#epochs++}`);
  }

  /** Keeps a copy of the database for `restore`. */
  backUp(): void {
    this.#backup = { store: this.store.copy(), commits: this.history.commits };
  }

  /** The copy takes the place of the database: what was done since is undone, acknowledged or not, and a new epoch begins. */
  restore(): void {
    const backup = this.#backup;
    if (!backup) return;
    this.#backup = undefined;
    this.rare.reach('older-database-restored');
    this.restores += 1;
    for (let epoch = 0; epoch < this.#epochs; epoch += 1) this.undoneEpochs.add(`epoch-${epoch}` as Epoch);
    this.store = backup.store.reopen(this.doctor.keepsEpoch ? `epoch-${this.#epochs - 1}` : `epoch-${this.#epochs++}`);
    this.textSeen.clear();
    for (const told of this.history.undo(backup.commits)) {
      for (const { wishes } of this.participants) forgetWish(wishes, told.command);
    }
  }

  /** The storm is over. */
  calm(): void {
    for (const server of [...this.servers, ...this.draining]) {
      server.diesInCommit = false;
      server.bus.state = 'whole';
      server.life.thaw();
    }
    this.climate = { ...CALM, servers: this.climate.servers, past: this.climate.past };
  }

  /** One line stays as bad as it can be until it is begun anew or mended: who is behind it may not be late (HEAD-2). */
  leaveALine(): void {
    // Of one that nobody ever heard nothing can be missed (HEAD-4).
    const server = this.chance.pick(this.servers.filter(({ bus }) => bus.isHeardByAll));
    if (!server) return;
    this.rare.reach('line-not-mended-after-the-storm');
    server.bus.state = this.chance.pick(['broken', 'mute'] as const) ?? 'broken';
  }

  mend(): void {
    for (const { bus } of this.servers) bus.state = 'whole';
  }
}
