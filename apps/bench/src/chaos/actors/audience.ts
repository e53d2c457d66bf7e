/**
 * The viewers of a run, one of each kind that holds something else of the room: each order, a page in the middle of a list, a branch
 * that stays collapsed beside one that is opened, a reader who turns pages, a tab that is hidden now and then, a line that is too narrow,
 * and two people who write as a page does, through the client's outbox.
 */
import { socketIoTransport } from '@parley/client/socket-io';
import type { CommentId, Order } from '@parley/protocol';
import { type FaultProxy, startFaultProxy } from '@parley/topology';
import { delay } from '../delay.ts';
import type { Expected } from '../history/lines.ts';
import type { Recorder } from '../history/recorder.ts';
import type { Place, World } from '../world.ts';
import type { Way } from './recording-transport.ts';
import { openViewer, type Viewer } from './viewer.ts';

export interface Audience {
  readonly viewers: readonly Viewer[];
  /** Brings those who stand somewhere back to where they stood: a reset may have folded it away. */
  arrange(): Promise<void>;
  /** Lets those who do something do it; resolves once they have stopped, with every line in order. */
  run(isOver: () => boolean): Promise<void>;
  close(): Promise<void>;
}

export interface AudienceOptions {
  readonly world: World;
  readonly room: string;
  readonly seed: number;
  readonly recorder: Recorder;
  /** A comment in the middle of the room, and one with more replies than a page shows. */
  readonly middle: CommentId;
  readonly branch: CommentId;
  /** Of the two who write. */
  readonly tokens: readonly string[];
}

/** Bytes a second of the narrow line: a small part of what the room tells. */
const NARROW_BYTES = 1_500;
/** How long it stays narrow, ms: longer than the lag from which an instance passes a viewer over. */
const NARROW_MS = 14_000;
/** How long a tab stays hidden, and how long it does not, ms; half of it and a random part of the rest. */
const SPELL_MS = 1_500;
const STEP_MS = 100;
/** Between two acts of a reader who turns pages, ms. */
const TURN_MS = 400;
/** Between two acts of somebody who writes, ms; a random part of it. */
const WRITE_MS = 300;

/** More than a branch has. */
const PAGES_MAX = 50;

const ORDERS: readonly Order[] = ['newest', 'oldest', 'best'];

export async function openAudience({ world, room, seed, recorder, middle, branch, tokens }: AudienceOptions): Promise<Audience> {
  const own: FaultProxy[] = [];
  let count = 0;
  /** Usually back to the same instance, as a cookie would lead them; else to any. */
  const roaming = (home: number) => (chance: () => number) => {
    const at = chance() < 0.5 ? home : Math.floor(chance() * world.places.length);
    const place = world.places[at % world.places.length] as Place;
    return { server: place.name, transport: socketIoTransport({ server: place.url, transports: ['websocket'] }) } satisfies Way;
  };
  const open = (kind: string, order: Order, way = roaming(count), around?: CommentId, token?: string) => {
    count += 1;
    return openViewer({ who: `viewer-${kind}`, room, order, around, seed: seed + 1_000 + count, recorder, token, way });
  };
  /** Behind a line of one's own, which can be broken alone. */
  const openOwn = async (kind: string, order: Order) => {
    const place = world.places[count % world.places.length] as Place;
    const line = await startFaultProxy({ to: place.clients.port });
    own.push(line);
    const transport = socketIoTransport({ server: `http://127.0.0.1:${line.port}`, transports: ['websocket'] });
    return { line, viewer: open(kind, order, () => ({ server: place.name, transport })) };
  };

  const plain = ORDERS.map((order) => open(order, order));
  const inMiddle = open('middle', 'newest', undefined, middle);
  const collapsed = open('collapsed', 'oldest', undefined, branch);
  const opened = open('opened', 'oldest', undefined, branch);
  const turning = open('turning', 'newest');
  const hidden = await openOwn('hidden', 'newest');
  const narrow = await openOwn('narrow', 'newest');
  const writing = [
    open('writing-1', 'newest', undefined, undefined, tokens[0]),
    open('writing-2', 'best', undefined, undefined, tokens[1]),
  ];
  const viewers = [...writing, ...plain, inMiddle, collapsed, opened, turning, hidden.viewer, narrow.viewer];

  const expected = (
    { who }: Viewer,
    holds: Expected['holds'],
    order: Order | null,
    about: CommentId | null = null,
  ): Expected => ({
    ...{ who, holds, order, about },
  });
  recorder.record({
    kind: 'audience',
    instances: world.places.map(({ name }) => name),
    viewers: [
      ...plain.map((viewer, index) => expected(viewer, 'beginning', ORDERS[index] as Order)),
      ...[hidden.viewer, narrow.viewer, writing[0] as Viewer].map((viewer) => expected(viewer, 'beginning', 'newest')),
      expected(writing[1] as Viewer, 'beginning', 'best'),
      expected(inMiddle, 'middle', 'newest', middle),
      expected(collapsed, 'collapsed', 'oldest', branch),
      expected(opened, 'opened', 'oldest', branch),
      expected(turning, 'anything', null),
    ],
  });
  // As a page says it: after a reset the client reads around it.
  for (const [viewer, comment] of [
    [inMiddle, middle],
    [collapsed, branch],
    [opened, branch],
  ] as const)
    viewer.client.setReading({ first: comment, last: comment });

  const spell = async ({ chance }: Viewer) => delay(SPELL_MS * (0.5 + chance() / 2));

  async function turnPages(isOver: () => boolean) {
    const { client, chance } = turning;
    while (!isOver()) {
      await delay(TURN_MS * (0.5 + chance()));
      const roll = chance();
      const lists = [null, ...client.view.top.comments.map(({ id }) => id)];
      const list = lists[Math.floor(chance() * lists.length)] ?? null;
      if (roll < 0.1) await client.setOrder(ORDERS[Math.floor(chance() * ORDERS.length)] ?? 'newest');
      else if (roll < 0.2) client.showNew(null);
      else await client.showMore(list, roll < 0.4 ? 'before' : 'after');
    }
  }

  async function hide(isOver: () => boolean) {
    const { viewer, line } = hidden;
    while (!isOver()) {
      await spell(viewer);
      viewer.hint('frozen');
      line.set({ blackhole: 'to-client' });
      await spell(viewer);
      line.set({});
      // A dead line is known as such by the time at which its page runs again.
      await delay(STEP_MS);
      viewer.hint(viewer.chance() < 0.5 ? 'woke' : 'restored');
    }
  }

  async function narrowDown(isOver: () => boolean) {
    while (!isOver()) {
      await spell(narrow.viewer);
      narrow.line.set({ bytesPerSecond: NARROW_BYTES });
      for (let ms = 0; ms < NARROW_MS && !isOver(); ms += STEP_MS) await delay(STEP_MS);
      narrow.line.set({});
    }
  }

  async function openBranch(isOver: () => boolean) {
    while (!isOver()) {
      await delay(TURN_MS);
      await opened.client.showMore(branch, 'after');
    }
  }

  async function write({ who, client, chance }: Viewer, isOver: () => boolean) {
    const own: CommentId[] = [];
    for (let n = 1; !isOver(); n += 1) {
      await delay(WRITE_MS * chance());
      const { comments } = client.view.top;
      const shown = comments[Math.floor(chance() * comments.length)];
      const mine = own[Math.floor(chance() * own.length)];
      const roll = chance();
      if (roll < 0.5 && shown && !shown.own) client.castVote(shown.id, shown.myVote === 1 ? -1 : 1);
      else if (roll < 0.6 && mine) client.editComment(mine, `${who} says again ${n}`);
      else {
        const posted = client.postComment(
          roll < 0.8 && shown && shown.status === 'visible' ? shown.id : null,
          `${who} says ${n}`,
        );
        if (posted.ok) own.push(posted.value);
      }
    }
  }

  async function arrange() {
    if (inMiddle.holds(null)?.first === null) await inMiddle.client.setOrder('newest');
    await inMiddle.client.showComment(middle);
    await opened.client.showComment(branch);
    for (let pages = 0; pages < PAGES_MAX && opened.holds(branch)?.last !== null; pages += 1)
      await opened.client.showMore(branch, 'after');
  }

  return {
    viewers,
    arrange,
    async run(isOver) {
      await Promise.all([
        turnPages(isOver),
        hide(isOver),
        narrowDown(isOver),
        openBranch(isOver),
        ...writing.map((viewer) => write(viewer, isOver)),
      ]);
    },
    async close() {
      for (const viewer of viewers) viewer.close();
      await Promise.all(own.map((line) => line.close()));
    },
  };
}
