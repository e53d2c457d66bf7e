/** Who writes: a guest's token, made at the first write and kept on this device; and the name shown with it. */
import { nameFault, type Result, refused } from '@parley/protocol';
import type { Connection } from './connection/connection.ts';
import type { MakeGuest, Storage } from './ports.ts';
import { readRequestAnswer } from './sync/answers.ts';
import type { RoomFacts } from './sync/inbox.ts';

export interface Identity {
  readonly token: string | undefined;
  readonly name: string | null;
  setName(name: string | null): Result<void>;
  /** Makes sure that the live line knows who writes; a new guest is made when there is none yet. */
  ensure(): Promise<Result<void>>;
  /** The line was greeted: this token went with the hello. */
  greeted(token: string | undefined): void;
  /** The server does not take this token: the next write makes a new one. One that came meanwhile stays. */
  drop(token: string | undefined): void;
  /** Another tab changed the token. */
  heard(): void;
  /** Tells the line once more who this is: the answer brings all own votes. */
  again(): Promise<void>;
}

interface Parts {
  readonly server: string;
  readonly storage: Storage;
  readonly connection: Connection;
  readonly facts: RoomFacts;
  readonly makeGuest: MakeGuest;
  changed(): void;
  /** Nobody is known here any more: what was shown as one person's own is nobody's. */
  forgot(): void;
}

export function createIdentity({ server, storage, connection, facts, makeGuest, changed, forgot }: Parts): Identity {
  const tokenKey = `parley:${server}:guest`;
  const nameKey = `parley:${server}:name`;
  /** The token that this line goes by. */
  let known: string | undefined;
  let ensuring: Promise<Result<void>> | undefined;

  function nobody(): void {
    known = undefined;
    facts.me = null;
    forgot();
  }

  async function identify(): Promise<Result<void>> {
    let token = storage.get(tokenKey);
    if (token === undefined) {
      const made = await makeGuest();
      if (!made.ok) return made;
      // Another tab may have been faster.
      token = storage.get(tokenKey) ?? made.value;
      storage.set(tokenKey, token);
    }
    if (token === known) return { ok: true, value: undefined };
    const raw = await connection.ask('identify', { token });
    if (raw === undefined) return refused('going-away');
    const answer = readRequestAnswer('identify', raw);
    if (!answer.ok) return answer;
    known = token;
    facts.me = answer.value.me;
    changed();
    return { ok: true, value: undefined };
  }

  function ensure(): Promise<Result<void>> {
    ensuring ??= identify().finally(() => {
      ensuring = undefined;
    });
    return ensuring;
  }

  return {
    get token() {
      return storage.get(tokenKey);
    },
    get name() {
      return storage.get(nameKey) ?? null;
    },
    setName(name) {
      const trimmed = name?.trim() || null;
      const fault = trimmed === null ? undefined : nameFault(trimmed);
      if (fault) return refused(fault, { field: 'name' });
      if (trimmed === null) storage.remove(nameKey);
      else storage.set(nameKey, trimmed);
      changed();
      return { ok: true, value: undefined };
    },
    ensure,
    greeted(token) {
      known = token;
    },
    drop(token) {
      nobody();
      if (token !== undefined && storage.get(tokenKey) === token) storage.remove(tokenKey);
    },
    heard() {
      const token = storage.get(tokenKey);
      if (token === undefined && known !== undefined) {
        // Forgotten on this device: go on as nobody.
        nobody();
        connection.step('fell-behind');
      } else if (token !== undefined && token !== known && connection.phase === 'live') {
        void ensure();
      }
      changed();
    },
    async again() {
      known = undefined;
      if (storage.get(tokenKey) !== undefined) await ensure();
    },
  };
}
