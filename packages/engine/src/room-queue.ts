/**
 * Group commit, clocked by itself: an idle room commits at once; while one commit runs, arrivals queue and the next batch takes
 * them all. One commit of a room is under way at a time on this instance.
 */
import type { BatchCommand, Outcome } from '@parley/model';
import { refuse } from '@parley/protocol';

/** Commands of one commit: some 30 ms of a store at the most. */
export const BATCH_MAX = 256;
/** Commands that may wait: about a second of a hot room. Above it waiting would only make everybody late. */
export const QUEUE_MAX = 2_048;

interface WaitingCommand {
  readonly kind: 'command';
  readonly command: BatchCommand;
  settle(outcome: Outcome): void;
}

/** Something that changes the room in a transaction of its own. */
interface WaitingJob {
  readonly kind: 'job';
  run(): Promise<void>;
}

/** Commits a batch; one outcome per command. Says itself what went wrong: a rejection becomes `internal` for all. */
export type CommitBatch = (commands: readonly BatchCommand[]) => Promise<readonly Outcome[]>;

const overloaded: Outcome = { ok: false, refusal: refuse('overloaded') };
const internal: Outcome = { ok: false, refusal: refuse('internal') };

export class RoomQueue {
  readonly #commit: CommitBatch;
  #waiting: (WaitingCommand | WaitingJob)[] = [];
  #running: Promise<void> | undefined;

  constructor(commit: CommitBatch) {
    this.#commit = commit;
  }

  get isFull(): boolean {
    return this.#waiting.length >= QUEUE_MAX;
  }

  get isIdle(): boolean {
    return this.#running === undefined;
  }

  submit(command: BatchCommand): Promise<Outcome> {
    if (this.isFull) return Promise.resolve(overloaded);
    return new Promise((settle) => {
      this.#waiting.push({ kind: 'command', command, settle });
      this.#start();
    });
  }

  /** Runs after what waits now, alone. Rejects as the job does, and when the queue is full. */
  submitJob<T>(job: () => Promise<T>): Promise<T | 'overloaded'> {
    if (this.isFull) return Promise.resolve('overloaded');
    return new Promise((resolve, reject) => {
      this.#waiting.push({ kind: 'job', run: () => job().then(resolve, reject) });
      this.#start();
    });
  }

  /** Resolves when nothing waits or runs. */
  async idle(): Promise<void> {
    while (this.#running) await this.#running;
  }

  #start(): void {
    this.#running ??= this.#run().finally(() => {
      this.#running = undefined;
      if (this.#waiting.length > 0) this.#start();
    });
  }

  async #run(): Promise<void> {
    while (this.#waiting.length > 0) {
      const [next] = this.#waiting;
      if (next?.kind === 'job') {
        this.#waiting.shift();
        await next.run();
      } else await this.#runBatch(this.#takeBatch());
    }
  }

  #takeBatch(): WaitingCommand[] {
    const batch: WaitingCommand[] = [];
    for (const waiting of this.#waiting) {
      if (waiting.kind === 'job' || batch.length === BATCH_MAX) break;
      batch.push(waiting);
    }
    this.#waiting = this.#waiting.slice(batch.length);
    return batch;
  }

  async #runBatch(batch: readonly WaitingCommand[]): Promise<void> {
    const outcomes = await this.#commit(batch.map(({ command }) => command)).catch((): readonly Outcome[] => []);
    batch.forEach((waiting, i) => {
      waiting.settle(outcomes[i] ?? internal);
    });
  }
}
