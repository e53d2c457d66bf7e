/** What a gateway sees of the engine. */
import type { KeeperCommand, Outcome, RoomRecord } from '@parley/model';
import type {
  AcknowledgeHead,
  Command,
  CommandDone,
  Hello,
  Page,
  Request,
  RequestAnswers,
  Result,
  RoomListing,
  RoomSlug,
} from '@parley/protocol';
import type { ThreadFile } from '@parley/protocol/thread-file';
import type {
  Authenticator,
  Bus,
  Clock,
  Connection,
  EventEncoder,
  ImportAnswer,
  ImportNames,
  Limiter,
  Log,
  Metrics,
  PageQuery,
  PresenceStore,
  Random,
  RoomStore,
} from './ports/index.ts';

/** The ports of an instance. */
export interface EngineParts {
  readonly store: RoomStore;
  readonly bus: Bus;
  readonly presence: PresenceStore;
  readonly limiter: Limiter;
  readonly authenticator: Authenticator;
  readonly encoder: EventEncoder;
  readonly clock: Clock;
  readonly random: Random;
  readonly log: Log;
  readonly metrics: Metrics;
  /** Bytes that may wait in this process for all connections together; beyond them the worst are sent away. 256 MiB unless given. */
  readonly queuedBytesMax?: number | undefined;
}

/** One connection's end of a room. Every method resolves; nothing throws. */
export interface Session {
  handleCommand(command: Command): Promise<Result<CommandDone>>;
  handleRequest<R extends Request>(request: R): Promise<Result<RequestAnswers[R['kind']]>>;
  /** The client says up to where it has everything. */
  acknowledgeHead(head: AcknowledgeHead): void;
  /** The connection is gone. */
  end(): void;
}

/** One instance: all rooms that people are in here. Only `importThread` rejects, as the store does, and the reads, with `StoreUnavailable`. */
export interface Engine {
  /** Greets a connection: sends `welcome` and keeps it up to date from then on, or says why not. */
  connect(connection: Connection, hello: Hello): Promise<Result<Session>>;
  /** A keeper's command, from the owner's local door. */
  keep(room: RoomSlug, command: KeeperCommand): Promise<Outcome>;
  importThread(file: ThreadFile, names: ImportNames): Promise<ImportAnswer>;
  findRoom(room: RoomSlug): Promise<RoomRecord | undefined>;
  /** A page for people without a connection (HTTP, rendered pages); shared among them, at most 1 s old. Undefined: see `RoomStore.readPage`. */
  readPage(room: RoomSlug, query: PageQuery): Promise<Page | undefined>;
  /** Listed rooms, latest discussion first; shared by all who ask, at most 1 s old. */
  listRooms(): Promise<readonly RoomListing[]>;
  /** Rooms open and sessions live, for health and metrics. */
  status(): { readonly rooms: number; readonly sessions: number; readonly draining: boolean };
  /**
   * Whether it may be sent people: it is not stopping, and it hears the other instances, since its own signs of life come back over
   * a whole bus. Whether the store answers is for the store to say.
   */
  isReady(): boolean;
  /**
   * Refuses new work, finishes what runs, tells every client to move inside the window (ms, at most 5 s), keeps them up to date until
   * they have moved or it is over, and closes the ports it was given. Takes at most 10 s.
   */
  drain(windowMs: number): Promise<void>;
}
