/** The beginning of a connection: who is it, where does it start, and from then on it is live. */
import type { Actor } from '@parley/model';
import {
  ACKNOWLEDGES_FROM,
  done,
  type Hello,
  type PersonId,
  PROTOCOL_CURRENT,
  type Result,
  refused,
  type Start,
  type Welcome,
} from '@parley/protocol';
import { addHeld, headOf, type SharedStart, sharedPart, sharedStart, summaryIn, withMine } from './catch-up/start.ts';
import type { Room } from './room.ts';
import { type Identity, LIVE, NOBODY, type RoomSession, TOKEN_REFUSED } from './session.ts';

/** Tries to begin at a place from which the frames go on. Each failed one means that the room moved by more than memory holds. */
const TRIES = 4;
/** Reconnect window per session of this instance, ms: a core greets some 2,000 a second. */
const WINDOW_MS_PER_SESSION = 0.5;
const WINDOW_STEP_MS = 500;
const WINDOW_MAX_MS = 30_000;

/** The window inside which the clients of an instance come back after it died, ms. */
export const retryWindowMs = (sessions: number): number =>
  Math.min(WINDOW_MAX_MS, WINDOW_STEP_MS * Math.ceil((1 + sessions * WINDOW_MS_PER_SESSION) / WINDOW_STEP_MS));

/** An actor for a person in this room. */
export function actorOf(room: Room, session: RoomSession, person: PersonId): Actor {
  const tag = room.context.authenticator.tagOf(person, room.slug);
  return { person, role: 'guest', tag, ...(session.mayMakeRoom && { mayMakeRoom: session.mayMakeRoom }) };
}

async function identityOf(room: Room, session: RoomSession, token: string | undefined): Promise<Identity> {
  if (token === undefined) return NOBODY;
  const person = await room.context.authenticator.authenticate(token);
  if (person === undefined) return TOKEN_REFUSED;
  return { kind: 'known', actor: actorOf(room, session, person), voted: true };
}

/** Sends the welcome and makes the session live. Rejects when a port does; the session must be in the room already. */
export async function greet(room: Room, session: RoomSession, hello: Hello): Promise<Result<void>> {
  room.people.identify(session, await identityOf(room, session, hello.token));
  for (let attempt = 0; attempt < TRIES; attempt += 1) {
    const isFirst = attempt === 0;
    // A shared start that memory cannot continue is followed by a read of now; what was too much for a catch-up stays too much.
    const shared = await sharedStart(room, isFirst ? hello : { ...hello, resume: undefined }, isFirst ? 0 : room.cursor.rev);
    const start = await withMine(room, session, shared);
    if (session.state.kind !== 'greeting') return refused('going-away');
    if (start !== 'too-much' && begin(room, session, shared, start)) return done(undefined);
  }
  return refused('overloaded');
}

/** One turn of the event loop: welcome, what happened since its head, live. False when that cannot be told from memory. */
function begin(room: Room, session: RoomSession, shared: SharedStart, start: Start): boolean {
  const { context, cursor, fanOut } = room;
  const { connection, state } = session;
  const head = headOf(shared);
  if (head.epoch !== cursor.epoch) {
    // Read before this room changed its history, or of one that it has not heard of: no frame would go on from there.
    room.heads.suspect();
    return false;
  }
  const isBehind = head.rev < fanOut.sent.rev;
  const bridge = isBehind ? room.frames.since(cursor, head.rev, room.summary) : undefined;
  if (isBehind && !bridge) return false;
  const held = state.kind === 'greeting' ? state.held : [];
  const welcome = welcomeOf(room, session, addHeld(start, held));
  if (session.identity.kind === 'known') connection.send('welcome', welcome);
  else connection.write(context.welcomes.encoded(sharedPart(shared), welcome));
  if (bridge) connection.write(bridge.encoded(context.encoder));
  session.state = LIVE;
  // An older client never acknowledges; any other is behind from here on.
  if (session.protocol >= ACKNOWLEDGES_FROM) session.acknowledged = head.rev;
  fanOut.showed(bridge ? room.summary : summaryIn(shared));
  return true;
}

function welcomeOf(room: Room, { identity }: RoomSession, start: Start): Welcome {
  const { context, exists, fanOut, presence } = room;
  return {
    protocol: PROTOCOL_CURRENT,
    me: identity.kind === 'known' ? identity.actor.tag : null,
    ...(identity.kind === 'refused' && { tokenRefused: true }),
    exists,
    start,
    watching: presence.welcome(),
    now: context.clock.now(),
    retryWindowMs: retryWindowMs(context.instance.sessions),
    acknowledgeEveryMs: fanOut.acknowledgeEveryMs,
  };
}
