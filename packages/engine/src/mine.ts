/** Own votes: never in a shared frame, always to every session of that person. */
import type { OwnerFact, Page, PersonId, Rev } from '@parley/protocol';
import type { MineOf } from './ports/index.ts';
import type { Room } from './room.ts';
import type { RoomSession } from './session.ts';

/** Facts read at once: who has voted more often than this in one room gets the facts of a page by a read of that page. */
export const MINE_MAX = 1_000;
/** Newest facts that every catch-up repeats. */
const MINE_AGAIN = 100;
/** People looked after when a message was lost. Beyond it a fact comes with the next page or resume. */
const MISSED_MAX = 200;

/** To the sessions of these people on this instance. */
export function tellMine(room: Room, mine: readonly MineOf[]): void {
  for (const { person, facts } of mine) {
    if (facts.length === 0) continue;
    for (const session of room.people.of(person)) session.tellMine(room.cursor.epoch, facts);
  }
}

/** Reads and tells what people here may have missed above a revision. Rejects when the store does. */
export async function readMissedMine(room: Room, above: Rev): Promise<void> {
  const { store } = room.context;
  const people = [...room.people.persons()].slice(0, MISSED_MAX);
  const facts = await store.readMine(room.slug, people, above, MINE_MAX);
  tellMine(
    room,
    people.map((person, i) => ({ person, facts: facts[i] ?? [] })),
  );
}

/** Newest own facts of a session; remembers when there are none at all, so that nothing is read again. */
export async function readMine(room: Room, session: RoomSession): Promise<readonly OwnerFact[]> {
  const { identity } = session;
  if (identity.kind !== 'known' || !identity.voted) return [];
  const facts = await room.mineReads.read(identity.actor.person);
  // Still the same object: nobody voted meanwhile and nobody else identified.
  if (facts.length === 0 && session.identity === identity) session.identity = { ...identity, voted: false };
  return facts;
}

/**
 * Own facts for a catch-up: those above its revision, and the newest ones below it, because a fact may come later than its rows
 * and the connection may have ended between the two. Undefined when there are too many to be certain.
 */
export async function mineSince(room: Room, session: RoomSession, rev: Rev): Promise<OwnerFact[] | undefined> {
  const facts = await readMine(room, session);
  const isCut = facts.length >= MINE_MAX && facts.every((fact) => fact.rev > rev);
  return isCut ? undefined : facts.filter((fact, newest) => fact.rev > rev || newest < MINE_AGAIN);
}

/** The facts on a page's own comments. `readOwn` reads the same page with that person's facts. */
export async function mineOnPage(
  room: Room,
  session: RoomSession,
  page: Page,
  readOwn: (person: PersonId) => Promise<Page | undefined>,
): Promise<Page> {
  const { identity } = session;
  if (identity.kind !== 'known' || !identity.voted || page.content.length === 0) return page;
  const facts = await readMine(room, session);
  if (facts.length >= MINE_MAX) return (await readOwn(identity.actor.person)) ?? page;
  const here = new Set(page.content.map((part) => part.id));
  const mine = facts.filter((fact) => here.has(fact.comment));
  return mine.length === 0 ? page : { ...page, mine };
}
