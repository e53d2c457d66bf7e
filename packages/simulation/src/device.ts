/** What several tabs of one browser share: storage that tells the others, and locks. */
import { type Locks, memoryStorage, type Storage } from '@parley/client';

export const SERVER = 'https://talk.example';

/** An entry of the outbox as it lies on the device. */
export interface Waiting {
  readonly phase: string;
  readonly command: {
    readonly kind: string;
    readonly command: string;
    readonly comment?: string;
    readonly parent?: string | null;
  };
}

export class Device {
  readonly #held = memoryStorage();
  readonly #tabs = new Set<(key: string) => void>();
  readonly #queues = new Map<string, (() => void)[]>();
  readonly #later: (run: () => void) => void;
  /** Called when the turn to send goes to a tab that waited for it. */
  readonly #tookOver: () => void;

  constructor(later: (run: () => void) => void, tookOver: () => void) {
    this.#later = later;
    this.#tookOver = tookOver;
  }

  get token(): string | undefined {
    return this.#held.get(`parley:${SERVER}:guest`);
  }

  set token(token: string) {
    this.#held.set(`parley:${SERVER}:guest`, token);
  }

  get outbox(): readonly Waiting[] {
    const keys = this.#held.keys('parley:').filter((key) => key.includes(':out:'));
    return keys.map((key) => JSON.parse(this.#held.get(key) ?? 'null'));
  }

  /**
   * Those that wait for their person: refused, too old to send unasked, or behind such a one, as a reply to an own comment is that a
   * restored database undid and refused.
   */
  get undecided(): readonly Waiting[] {
    const asked = this.outbox.filter(({ phase }) => phase === 'refused' || phase === 'asking');
    // A refused edit keeps nothing else from being sent.
    const stuck = asked.map(({ command }) => command).filter(({ kind }) => kind === 'post-comment');
    const behind = this.outbox.filter(({ phase, command }) => {
      const needs = [command.comment, command.parent];
      return phase === 'queued' && stuck.some(({ comment }) => comment !== undefined && needs.includes(comment));
    });
    return [...asked, ...behind];
  }

  /** Those that the server still has to answer, or the frames to bring. */
  get underWay(): readonly Waiting[] {
    const undecided = new Set(this.undecided.map(({ command }) => command.command));
    return this.outbox.filter(({ command }) => !undecided.has(command.command));
  }

  storage(): Storage {
    let own: ((key: string) => void) | undefined;
    const tell = (key: string): void => {
      for (const tab of this.#tabs) if (tab !== own) this.#later(() => this.#tabs.has(tab) && tab(key));
    };
    return {
      get: (key) => this.#held.get(key),
      keys: (prefix) => this.#held.keys(prefix),
      set: (key, value) => {
        this.#held.set(key, value);
        tell(key);
      },
      remove: (key) => {
        this.#held.remove(key);
        tell(key);
      },
      watch: (listener) => {
        own = (key) => listener(key);
        const mine = own;
        this.#tabs.add(mine);
        return () => void this.#tabs.delete(mine);
      },
    };
  }

  readonly locks: Locks = {
    hold: (name, held) => {
      const queue = this.#queues.get(name) ?? [];
      this.#queues.set(name, queue);
      queue.push(held);
      if (queue.length === 1) held();
      return () => {
        const index = queue.indexOf(held);
        if (index < 0) return;
        queue.splice(index, 1);
        const [next] = queue;
        if (index > 0 || !next) return;
        this.#tookOver();
        next();
      };
    },
  };
}
