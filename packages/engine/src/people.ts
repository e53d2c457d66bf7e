/** Who is in a room on this instance: all sessions, and those of one person together. */
import type { PersonId } from '@parley/protocol';
import type { RoomSession } from './session.ts';

const personOf = (session: RoomSession): PersonId | undefined =>
  session.identity.kind === 'known' ? session.identity.actor.person : undefined;

export class People {
  readonly sessions = new Set<RoomSession>();
  readonly #byPerson = new Map<PersonId, Set<RoomSession>>();
  #identified = 0;

  add(session: RoomSession): void {
    this.sessions.add(session);
    this.#index(session);
  }

  remove(session: RoomSession): void {
    if (this.sessions.delete(session)) this.#unindex(session);
  }

  /** Changes who a session is. */
  identify(session: RoomSession, identity: RoomSession['identity']): void {
    const known = this.sessions.has(session);
    if (known) this.#unindex(session);
    session.identity = identity;
    if (known) this.#index(session);
  }

  of(person: PersonId): Iterable<RoomSession> {
    return this.#byPerson.get(person) ?? [];
  }

  /** People with a token who are here. */
  persons(): Iterable<PersonId> {
    return this.#byPerson.keys();
  }

  /** A person with several tabs counts once; people without a token count by connection (PRES-2). */
  watching(): number {
    return this.#byPerson.size + (this.sessions.size - this.#identified);
  }

  #index(session: RoomSession): void {
    const person = personOf(session);
    if (person === undefined) return;
    this.#identified += 1;
    const sessions = this.#byPerson.get(person);
    if (sessions) sessions.add(session);
    else this.#byPerson.set(person, new Set([session]));
  }

  #unindex(session: RoomSession): void {
    const person = personOf(session);
    if (person === undefined) return;
    this.#identified -= 1;
    const sessions = this.#byPerson.get(person);
    sessions?.delete(session);
    if (sessions?.size === 0) this.#byPerson.delete(person);
  }
}
