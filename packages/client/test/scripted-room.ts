/** A client on a line whose server is the test: rows, pages and welcomes by hand. */
import type {
  AuthorTag,
  CommentId,
  ContentPart,
  Epoch,
  OrderKey,
  Page,
  RoomChanged,
  RoomSlug,
  TallyPart,
  Welcome,
} from '@parley/protocol';
import { PROTOCOL_CURRENT } from '@parley/protocol';
import { createRoomClient, type RoomClientOptions } from '../src/room-client.ts';
import { fakeClock, fakeHints, fakeLocks, fakeRandom, fakeTransport, settled, sharedStorage } from './fakes.ts';

export const EPOCH = 'one' as Epoch;
export const ME = 'my-tag' as AuthorTag;
export const idOf = (n: number) => `00000000-0000-7000-8000-${String(n).padStart(12, '0')}` as CommentId;
export const SUMMARY = { title: 'Room', status: 'open', comments: 0, topLevel: 0 } as const;

/** Comment n: born at revision n, in second n. */
export function content(n: number, change: Partial<ContentPart> = {}): ContentPart {
  const id = idOf(n);
  const parent = change.parent ?? null;
  return {
    ...{ id, parent, root: parent ?? id, depth: parent ? 1 : 0, born: n, author: { tag: 'other' as AuthorTag, name: null } },
    ...{ body: `text ${n}`, createdAt: n * 1000, editedAt: null, editCount: 0, status: 'visible', contentRev: n, ...change },
  };
}
export function tally(n: number, change: Partial<TallyPart> = {}): TallyPart {
  return { id: idOf(n), up: 0, down: 0, replyCount: 0, best: 0, tallyRev: n, ...change };
}
export const keyOfNumber = (n: number): number[] => [n * 1000, n];

export function pageOf(
  head: number,
  numbers: readonly number[],
  change: Partial<Page> = {},
  ends: { first?: OrderKey | null; last?: OrderKey | null } = {},
): Page {
  const window = { parent: null, order: 'newest' as const, first: null, last: null, ...ends } as Page['windows'][number];
  return {
    ...{ epoch: EPOCH, head, summary: SUMMARY, windows: [window], content: numbers.map((n) => content(n)) },
    ...{ tallies: numbers.map((n) => tally(n)), mine: [], ...change },
  };
}
export function frameOf(from: number, to: number, parts: Partial<RoomChanged> = {}): RoomChanged {
  return { epoch: EPOCH, from, to, content: [], tallies: [], summary: SUMMARY, ...parts };
}
/** A frame that brings new top-level comments, one revision each. */
export const newComments = (from: number, ...numbers: number[]) =>
  frameOf(from, Math.max(from, ...numbers), { content: numbers.map((n) => content(n)), tallies: numbers.map((n) => tally(n)) });

export function welcomeOf(start: Welcome['start'], change: Partial<Welcome> = {}): Welcome {
  return {
    protocol: PROTOCOL_CURRENT,
    me: null,
    exists: true,
    start,
    watching: 1,
    now: 1_700_000_000_000,
    retryWindowMs: 1_000,
    ...change,
  };
}

export function scripted(
  choices: Partial<RoomClientOptions> = {},
  device = sharedStorage(),
  locks = fakeLocks(),
  clock = fakeClock(),
) {
  const wire = fakeTransport();
  const hints = fakeHints();
  const random = fakeRandom();
  const guests: string[] = [];
  const storage = device.tab();
  const makeGuest = async () => {
    guests.push(`token-${guests.length + 1}`);
    return { ok: true, value: guests.at(-1) as string } as const;
  };
  const client = createRoomClient({
    ...{ transport: wire.transport, storage, clock, random, locks, hints, makeGuest },
    ...{ server: 'https://talk.example', room: 'room' as RoomSlug, ...choices },
  });
  return {
    ...{ client, wire, hints, random, guests, storage, clock, device, locks },
    line: () => wire.last(),
    /** Connects and welcomes with a page. */
    async join(page: Page, change: Partial<Welcome> = {}) {
      client.connect();
      await settled();
      await wire.last().tell('welcome', welcomeOf({ kind: 'snapshot', page }, change));
    },
    /** Takes what the client sent under a name, waiting for it to appear. */
    async take(name: string) {
      await settled();
      const { sent } = wire.last();
      const index = sent.findIndex((message) => message.name === name);
      const [message] = index < 0 ? [] : sent.splice(index, 1);
      if (!message) throw new Error(`nothing named ${name} was sent; there is: ${sent.map((m) => m.name).join(', ')}`);
      return message;
    },
    /** Answers the identify request that precedes a first write. */
    async identify() {
      const message = await this.take('identify');
      message.answer({ me: ME });
      await settled();
    },
    top: () => client.view.top.comments.map((comment) => Number(comment.id.slice(-12))),
  };
}
