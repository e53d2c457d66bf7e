/**
 * The viewers of a run, one of each kind that holds something else of the room: each order, a page in the middle of a list, a branch
 * that stays collapsed beside one that is opened, a reader who turns pages, a tab that is hidden now and then, a line that is too narrow.
 */
import { socketIoTransport } from '@parley/client/socket-io';
import type { CommentId, Order } from '@parley/protocol';
import { type FaultProxy, startFaultProxy } from '@parley/topology';
import { delay } from '../delay.ts';
import type { Recorder } from '../history/recorder.ts';
import type { Place, World } from '../world.ts';
import type { Way } from './recording-transport.ts';
import { openViewer, type Viewer } from './viewer.ts';

export interface Audience {
  readonly viewers: readonly Viewer[];
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
}

/** Bytes a second of the narrow line: about a tenth of what the room tells. */
const NARROW_BYTES = 6_000;
/** How long a line stays narrow or a tab hidden, and how long it does not, ms; a random part of each is taken and as much again. */
const SPELL_MS = 1_500;
/** Between two acts of a reader who turns pages, ms. */
const TURN_MS = 400;

const ORDERS: readonly Order[] = ['newest', 'oldest', 'best'];

export async function openAudience({ world, room, seed, recorder, middle, branch }: AudienceOptions): Promise<Audience> {
  const own: FaultProxy[] = [];
  let count = 0;
  /** Usually back to the same instance, as a cookie would lead them; else to any. */
  const roaming = (home: number) => (chance: () => number) => {
    const at = chance() < 0.5 ? home : Math.floor(chance() * world.places.length);
    const place = world.places[at % world.places.length] as Place;
    return { server: place.name, transport: socketIoTransport({ server: place.url, transports: ['websocket'] }) } satisfies Way;
  };
  const open = (kind: string, order: Order, way = roaming(count), around?: CommentId) => {
    count += 1;
    return openViewer({ who: `viewer-${kind}`, room, order, around, seed: seed + 1_000 + count, recorder, way });
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
  const viewers = [...plain, inMiddle, collapsed, opened, turning, hidden.viewer, narrow.viewer];

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
      viewer.hint(viewer.chance() < 0.5 ? 'woke' : 'restored');
    }
  }

  async function narrowDown(isOver: () => boolean) {
    while (!isOver()) {
      await spell(narrow.viewer);
      narrow.line.set({ bytesPerSecond: NARROW_BYTES });
      await spell(narrow.viewer);
      await spell(narrow.viewer);
      narrow.line.set({});
    }
  }

  async function openBranch(isOver: () => boolean) {
    while (!isOver()) {
      await delay(TURN_MS);
      await opened.client.showMore(branch, 'after');
    }
  }

  return {
    viewers,
    async run(isOver) {
      await Promise.all([turnPages(isOver), hide(isOver), narrowDown(isOver), openBranch(isOver)]);
    },
    async close() {
      for (const viewer of viewers) viewer.close();
      await Promise.all(own.map((line) => line.close()));
    },
  };
}
