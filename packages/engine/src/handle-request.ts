/** Questions of a live connection. They change nothing and wait for no commit. */
import {
  done,
  FIRST_REPLIES,
  PAGE_TOTAL_ROWS,
  type Page,
  type Refusal,
  type Request,
  type RequestAnswers,
  type RequestName,
  type Result,
  refuse,
  refused,
} from '@parley/protocol';
import { tooManyInFlight } from './admission/in-flight.ts';
import { actorOf } from './greet.ts';
import { mineOnPage, readMine } from './mine.ts';
import type { PageQuery } from './ports/index.ts';
import type { Room } from './room.ts';
import type { RoomSession } from './session.ts';
import { fullBucket, takePermit } from './token-bucket.ts';

type Handler<Name extends RequestName> = (
  room: Room,
  session: RoomSession,
  request: Extract<Request, { kind: Name }>,
) => Promise<Result<RequestAnswers[Name]>>;

const HANDLERS: { readonly [Name in RequestName]: Handler<Name> } = {
  identify: async (room, session, { token }) => {
    const person = await room.context.authenticator.authenticate(token);
    if (person === undefined) return refused('token-not-valid');
    const actor = actorOf(room, session, person);
    room.people.identify(session, { kind: 'known', actor, voted: true });
    room.presence.set(room.people.watching());
    // What this person voted before reaches the comments that are shown already.
    const facts = await readMine(room, session);
    if (facts.length > 0) session.tellMine(room.cursor.epoch, facts);
    return done({ me: actor.tag });
  },

  'read-page': async (room, session, { parent, order, from, limit, rev }) => {
    const query = { parent, order, from, limit, replies: FIRST_REPLIES, total: PAGE_TOTAL_ROWS };
    const page = await room.context.snapshots.read(room.slug, query, { epoch: room.cursor.epoch, rev });
    if (!page) return refused('not-found');
    const readOwn = (person: PageQuery['person']) => room.context.store.readPage(room.slug, { ...query, person });
    return done(await placed(room, session, page, readOwn));
  },

  'read-comments': async (room, session, { comments }) => {
    const readFor = (person: PageQuery['person']) => room.context.store.readComments(room.slug, comments, person);
    room.context.metrics.count('store-reads');
    return done(await placed(room, session, await readFor(null), readFor));
  },

  'read-revisions': async (room, _session, { comment }) => {
    room.context.metrics.count('store-reads');
    const revisions = await room.context.store.readRevisions(room.slug, comment);
    return revisions ? done({ comment, revisions: [...revisions] }) : refused('not-found');
  },
};

/** A page with own facts; its head may be news to this instance. */
function placed(room: Room, session: RoomSession, page: Page, readOwn: Parameters<typeof mineOnPage>[3]): Promise<Page> {
  room.heads.saw({ epoch: page.epoch, to: page.head });
  return mineOnPage(room, session, page, readOwn);
}

/** A connection's own reads; not in the limiter, since a connection lives on one instance. */
function tooManyReads(room: Room, session: RoomSession): Refusal | undefined {
  const { limiter, clock } = room.context;
  const rate = limiter.rates.reads;
  const now = clock.steady();
  session.reads ??= fullBucket(rate, now);
  const retryAfterMs = takePermit(session.reads, rate, now);
  return retryAfterMs === 0 ? undefined : refuse('slow-down', { retryAfterMs });
}

/** Never rejects. */
export async function handleRequest<R extends Request>(
  room: Room,
  session: RoomSession,
  request: R,
): Promise<Result<RequestAnswers[R['kind']]>> {
  const refusal = tooManyInFlight(session) ?? tooManyReads(room, session);
  if (refusal) return { ok: false, refusal };
  session.underWay += 1;
  try {
    // The table gives each kind its own handler; the compiler cannot follow that through a lookup.
    const handle = HANDLERS[request.kind] as unknown as Handler<RequestName>;
    return (await handle(room, session, request as never)) as Result<RequestAnswers[R['kind']]>;
  } catch (error) {
    room.context.log.warn('request-failed', { room: room.slug, request: request.kind, error: String(error) });
    return refused('store-unavailable');
  } finally {
    session.underWay -= 1;
  }
}
