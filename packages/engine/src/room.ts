/** One room on this instance: who is in it, up to where it is known, and what a change does to it. */
import { type Outcome, type RoomRecord, summaryOf } from '@parley/model';
import { type Epoch, type Position, place, type RoomSlug, type RoomSummary } from '@parley/protocol';
import { Attempts } from './attempts.ts';
import { isTooMuchAtOnce } from './catch-up/bounds.ts';
import { FrameCache } from './catch-up/frames.ts';
import { commitBatch } from './commit.ts';
import type { EngineContext } from './context.ts';
import { FanOut } from './fan-out/fan-out.ts';
import { acknowledgeEveryMs } from './fan-out/limits.ts';
import { passOverQueue, sendAway } from './fan-out/slow.ts';
import { type HealedRoom, RoomHeads } from './heads/room-heads.ts';
import { MINE_MAX, readMissedMine, tellMine } from './mine.ts';
import { MineReads } from './mine-reads.ts';
import { MineTrail } from './mine-trail.ts';
import { People } from './people.ts';
import type { BusMessage, BusNews, ChangedRows, MineOf, RoomHead } from './ports/index.ts';
import { RoomPresence } from './presence.ts';
import { RoomQueue } from './room-queue.ts';
import type { RoomSession } from './session.ts';

/** Lives while somebody is in it and half a minute longer; all it knows can be read from the store again. */
export class Room implements HealedRoom {
  readonly context: EngineContext;
  readonly slug: RoomSlug;
  readonly people = new People();
  readonly attempts = new Attempts();
  readonly queue: RoomQueue;
  readonly fanOut: FanOut;
  readonly frames: FrameCache;
  readonly heads: RoomHeads;
  readonly presence: RoomPresence;
  readonly mineReads: MineReads;
  readonly mineTrail: MineTrail;
  /** Everything up to here was offered to the fan-out. */
  cursor: Position;
  /** Steady time of the last change of the cursor. */
  #movedAt: number;
  exists: boolean;
  summary: RoomSummary;

  constructor(context: EngineContext, slug: RoomSlug, epoch: Epoch, record: RoomRecord | undefined) {
    this.context = context;
    this.slug = slug;
    this.cursor = { epoch, rev: record?.head ?? 0 };
    this.#movedAt = context.clock.steady();
    this.exists = record !== undefined;
    this.summary = summaryOf(record);
    const { sessions } = this.people;
    this.queue = new RoomQueue((commands): Promise<readonly Outcome[]> => commitBatch(this, commands));
    this.fanOut = new FanOut(
      {
        ...context,
        sessions,
        acknowledgeEveryMs: (rate) => acknowledgeEveryMs(context.instance.sessions, rate),
        onSlow: (session, from) => passOverQueue(this, session, from),
      },
      this.cursor,
      this.summary,
    );
    this.frames = new FrameCache(context.clock, this.cursor.rev);
    this.heads = new RoomHeads(context, this);
    this.presence = new RoomPresence(context, slug, sessions);
    this.mineReads = new MineReads(context.clock, (people) => context.store.readMine(slug, people, 0, MINE_MAX));
    this.mineTrail = new MineTrail(context.clock, this.cursor, (above) => readMissedMine(this, above));
    context.slow.add(this);
  }

  /** What another instance did. */
  receive(news: BusNews): void {
    if ('rows' in news) this.#receiveRows(news);
    else this.#hearHead(news);
  }

  /** The store's head, asked for at this steady time. One below where this room stood already means that the store was set back. */
  compare(head: RoomHead, askedAt: number): void {
    const isBelow = head.epoch === this.cursor.epoch && head.to < this.cursor.rev;
    if (isBelow && this.#movedAt < askedAt) this.heads.suspect();
    else this.#hearHead(head);
  }

  #receiveRows({ rows, mine }: BusMessage): void {
    this.take(rows);
    this.#hear(rows, mine);
  }

  /** Tells the other instances and the people here what a commit on this one did: `rows` holds its own range only. */
  publish(rows: ChangedRows, mine: readonly MineOf[]): void {
    this.#hear(rows, mine);
    this.context.recent.took({ room: this.slug, epoch: rows.epoch, to: rows.to });
    this.context.bus.publish({ room: this.slug, rows, mine });
  }

  /** Takes rows from a commit, the bus or a healing read. */
  take(rows: ChangedRows): void {
    switch (place(this.cursor, rows)) {
      case 'apply':
        this.#apply(rows);
        break;
      case 'gap':
        this.heads.hold(rows);
        break;
      case 'other-epoch':
        this.heads.suspect();
        break;
      case 'drop':
    }
  }

  /** Goes to the store's head without rows: viewers see an empty frame beyond their cursor and resume, each as far as it must. */
  async jump(): Promise<void> {
    const { store, metrics } = this.context;
    const before = this.cursor;
    const epoch = await store.epoch();
    const record = await store.findRoom(this.slug);
    metrics.count('resets');
    this.#forgetShared();
    const head = { epoch, rev: record?.head ?? 0 };
    const isSetBack = epoch === before.epoch && head.rev < before.rev && (await store.epoch()) === epoch;
    if (isSetBack) this.context.log.error('store-rewound', { room: this.slug, from: before.rev, to: head.rev });
    // Otherwise a head below the cursor within one history is a read that was overtaken.
    else if (epoch === this.cursor.epoch && head.rev <= this.cursor.rev) return;
    this.#goTo(head, summaryOf(record), record !== undefined);
    // No frame can tell them to go back: coming anew they get a page.
    if (isSetBack) for (const session of this.people.sessions) sendAway(this, session);
  }

  settled(): Promise<void> {
    return this.queue.idle();
  }

  join(session: RoomSession): void {
    this.people.add(session);
    this.presence.set(this.people.watching());
  }

  leave(session: RoomSession): void {
    this.people.remove(session);
    this.presence.set(this.people.watching());
  }

  close(): void {
    this.context.slow.remove(this);
    this.heads.close();
    this.mineTrail.close();
    this.presence.close();
  }

  #apply(rows: ChangedRows): void {
    this.exists ||= rows.to > 0;
    if (rows.content.some(({ status }) => status !== 'visible')) this.#forgetShared();
    if (isTooMuchAtOnce(rows)) {
      this.#goTo({ epoch: rows.epoch, rev: rows.to }, rows.summary, this.exists);
      return;
    }
    this.frames.add(this.cursor.rev, rows);
    this.#moveTo({ epoch: rows.epoch, rev: rows.to });
    this.summary = rows.summary;
    this.fanOut.offer(rows);
    this.mineTrail.moved(this.cursor);
    this.heads.moved();
  }

  /** What is shared for a second may hold a text that was deleted within it (DEL-6). */
  #forgetShared(): void {
    this.context.snapshots.forget(this.slug);
    this.context.reads.forget(this.slug);
  }

  #hear(rows: ChangedRows, mine: readonly MineOf[]): void {
    if (rows.epoch !== this.cursor.epoch) return;
    tellMine(this, mine);
    this.mineTrail.heard(rows);
  }

  /** Somebody says how far the room is: what is missing is read, from another history all of it. */
  #hearHead(head: RoomHead): void {
    if (head.epoch === this.cursor.epoch) this.heads.saw(head);
    else this.heads.suspect();
  }

  #moveTo(position: Position): void {
    this.cursor = position;
    this.#movedAt = this.context.clock.steady();
  }

  #goTo(position: Position, summary: RoomSummary, exists: boolean): void {
    const { epoch } = this.cursor;
    this.#moveTo(position);
    this.exists = exists;
    this.summary = summary;
    this.frames.reset(position.rev);
    this.fanOut.jump(position, summary);
    this.mineTrail.jumped(position);
    // Last: what came early may continue from here.
    this.heads.jumped(epoch);
  }
}
