/** Sends a room's changes to its sessions on this instance: one frame under way, the rest merges into the next. */
import type { Position, Rev, RoomSummary } from '@parley/protocol';
import type { ChangedRows, EventEncoder, Log, Metrics } from '../ports/index.ts';
import type { RoomSession } from '../session.ts';
import { Merge, sameSummary } from './merge.ts';
import type { Pacing, Turn } from './pacing.ts';
import { SentLog } from './sent-log.ts';
import { deliver } from './slices.ts';
import type { Turns } from './turns.ts';

/** A comment that is older than this when it is new here was not late: it came by an import with its own time, ms. */
const IMPORTED_MS = 600_000;

interface FanOutParts {
  readonly pacing: Pacing;
  readonly turns: Turns;
  readonly encoder: EventEncoder;
  readonly metrics: Metrics;
  readonly log: Log;
  readonly sessions: ReadonlySet<RoomSession>;
  /** About how long from one acknowledged head of a client to its next, ms, in a room that sends so many characters a second. */
  acknowledgeEveryMs(charactersPerSecond: number): number;
  /** A session whose transport is behind; what it lacks begins at `from`. */
  onSlow(session: RoomSession, from: Rev): void;
}

export class FanOut {
  readonly #parts: FanOutParts;
  readonly sentLog = new SentLog();
  #sent: Position;
  #complete: Rev;
  #summary: RoomSummary;
  #acknowledgeEveryMs: number;
  /** Some viewers were told another summary than the last frame's. */
  #isMixed = false;
  #pending: Merge | undefined;
  /** Steady time of the oldest change that is pending. */
  #pendingSince: number | undefined;
  /** True when what is pending is worth a frame of its own: not only unused revisions. */
  #worthSending = false;
  #running: Promise<void> | undefined;
  #turn: Turn | undefined;
  /** Frames up to here do not wait for their pace. */
  #hurryTo: Rev = -1;
  #flushed: (() => void)[] = [];
  /** Steady time at which the last frame began. */
  #last = Number.NEGATIVE_INFINITY;

  constructor(parts: FanOutParts, at: Position, summary: RoomSummary) {
    this.#parts = parts;
    this.#sent = at;
    this.#complete = at.rev;
    this.#summary = summary;
    this.#acknowledgeEveryMs = parts.acknowledgeEveryMs(0);
  }

  /** The pace of acknowledged heads that the people here were told last, ms. */
  get acknowledgeEveryMs(): number {
    return this.#acknowledgeEveryMs;
  }

  /** Where the frames sent so far end. Who joins at this revision or above misses nothing. */
  get sent(): Position {
    return this.#sent;
  }

  /** Up to here every live session was given everything: the beginning of the frame under way, or `sent`. */
  get complete(): Rev {
    return this.#complete;
  }

  /**
   * Takes changes that continue what was offered before. Revisions that no row carries wait for the next frame: nobody is told
   * that something was done at one of them.
   */
  offer(rows: ChangedRows): void {
    if (this.#pending) this.#pending.add(rows);
    else this.#pending = new Merge(rows);
    this.#pendingSince ??= this.#parts.turns.clock.steady();
    this.#worthSending ||= this.#pending.rows > 0 || this.#isMixed || !sameSummary(this.#summary, rows.summary);
    if (this.#worthSending) this.#start();
  }

  /** Somebody was told this of the room beside the frames: what is sent next must say otherwise where it is otherwise. */
  showed(summary: RoomSummary): void {
    if (sameSummary(this.#summary, summary)) return;
    this.#isMixed = true;
    if (this.#pending && !sameSummary(this.#pending.summary, summary)) this.#worthSending = true;
    if (this.#worthSending) this.#start();
  }

  /** Gives up the chain: an empty frame at a new position, at which every viewer sees that it must resume. */
  jump(to: Position, summary: RoomSummary): void {
    this.#pending = new Merge({ epoch: to.epoch, from: to.rev, to: to.rev, content: [], tallies: [], summary });
    this.#worthSending = true;
    this.sentLog.clear();
    this.#start();
  }

  /** Resolves when all that was offered until now is written; it does not wait for its pace. */
  async flush(): Promise<void> {
    if (!this.#running) return;
    this.#hurryTo = this.#worthSending && this.#pending ? this.#pending.to : this.#sent.rev;
    this.#turn?.cut();
    await new Promise<void>((resolve) => this.#flushed.push(resolve));
  }

  #tellFlushed(): void {
    for (const flushed of this.#flushed.splice(0)) flushed();
  }

  #start(): void {
    this.#running ??= this.#run()
      // Viewers notice the missing frame by themselves, with the next one.
      .catch((error) => this.#parts.log.error('fan-out-failed', { error: String(error) }))
      .finally(() => {
        this.#running = undefined;
        this.#tellFlushed();
        // Offered between the last look and here.
        if (this.#worthSending) this.#start();
      });
  }

  async #run(): Promise<void> {
    const { turns, pacing, sessions } = this.#parts;
    while (this.#worthSending) {
      // Answers of the commit go out first (SYNC-5), and what else comes in this turn rides along.
      await turns.next();
      if (this.#complete >= this.#hurryTo) {
        this.#turn = pacing.turn(this.#last, sessions.size);
        await this.#turn?.over;
        this.#turn = undefined;
      }
      await this.#send();
    }
  }

  async #send(): Promise<void> {
    const { turns, pacing, encoder, metrics, sessions, onSlow } = this.#parts;
    const [pending, since] = [this.#pending, this.#pendingSince];
    this.#pending = undefined;
    this.#pendingSince = undefined;
    this.#worthSending = false;
    if (!pending) return;
    const { clock } = turns;
    const started = clock.steady();
    this.#sent = { epoch: pending.epoch, rev: pending.to };
    this.#complete = pending.from;
    this.#summary = pending.summary;
    this.#isMixed = false;
    this.#last = started;
    if (sessions.size > 0) {
      const event = encoder.encode('room-changed', { ...pending.frame(), ...this.#newPace() });
      this.sentLog.add(pending.to, started, event.characters);
      const done = await deliver(turns, sessions, event, (session) => onSlow(session, pending.from));
      pacing.learn(done.recipients, done.spentMs);
      metrics.count('frames-sent', done.recipients);
      metrics.count('rows-sent', done.recipients * pending.rows);
      metrics.observe('fan-out-ms', clock.steady() - started);
      if (since !== undefined && done.recipients > 0) {
        // A comment brings its time along, so that the way to this instance counts too; a host whose clock is ahead does not hide ours.
        const age = clock.now() - pending.bornSince;
        metrics.observe('commit-to-deliver-ms', Math.max(clock.steady() - since, age < IMPORTED_MS ? age : 0));
      }
    }
    this.#complete = pending.to;
    if (this.#complete >= this.#hurryTo) this.#tellFlushed();
  }

  /** Tells clients how often to acknowledge where that changed since they were told. */
  #newPace(): { acknowledgeEveryMs?: number } {
    const rate = this.sentLog.rate(this.#parts.turns.clock.steady());
    const acknowledgeEveryMs = this.#parts.acknowledgeEveryMs(rate);
    if (acknowledgeEveryMs === this.#acknowledgeEveryMs) return {};
    this.#acknowledgeEveryMs = acknowledgeEveryMs;
    return { acknowledgeEveryMs };
  }
}
