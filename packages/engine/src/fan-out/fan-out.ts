/** Sends a room's changes to its sessions on this instance: one frame under way, the rest merges into the next. */
import type { Position, RoomSummary } from '@parley/protocol';
import { Pause } from '../pause.ts';
import type { ChangedRows, EventEncoder, Log, Metrics } from '../ports/index.ts';
import type { RoomSession } from '../session.ts';
import { Merge, sameSummary } from './merge.ts';
import type { Pacing } from './pacing.ts';
import { deliver } from './slices.ts';

export interface FanOutParts {
  readonly pacing: Pacing;
  readonly encoder: EventEncoder;
  readonly metrics: Metrics;
  readonly log: Log;
  readonly sessions: ReadonlySet<RoomSession>;
  /** A session whose transport is behind; what it lacks begins at `from`. */
  onSlow(session: RoomSession, from: number): void;
}

export class FanOut {
  readonly #parts: FanOutParts;
  #sent: Position;
  #summary: RoomSummary;
  /** Some viewers were told another summary than the last frame's. */
  #isMixed = false;
  #pending: Merge | undefined;
  /** True when what is pending is worth a frame of its own: not only unused revisions. */
  #worthSending = false;
  #running: Promise<void> | undefined;
  #pause: Pause | undefined;
  #hurried = false;
  /** Steady time before which the next frame may not go. */
  #notBefore = 0;

  constructor(parts: FanOutParts, at: Position, summary: RoomSummary) {
    this.#parts = parts;
    this.#sent = at;
    this.#summary = summary;
  }

  /** Where the frames sent so far end. Who joins at this revision or above misses nothing. */
  get sent(): Position {
    return this.#sent;
  }

  /**
   * Takes changes that continue what was offered before. Revisions that no row carries wait for the next frame: nobody is told
   * that something was done at one of them.
   */
  offer(rows: ChangedRows): void {
    if (this.#pending) this.#pending.add(rows);
    else this.#pending = new Merge(rows);
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
    this.#start();
  }

  /** Resolves when all that was offered is written. From now on nothing waits for its pace. */
  async flush(): Promise<void> {
    this.#hurried = true;
    this.#pause?.cut();
    while (this.#running) await this.#running;
  }

  #start(): void {
    this.#running ??= this.#run()
      // Viewers notice the missing frame by themselves, with the next one.
      .catch((error) => this.#parts.log.error('fan-out-failed', { error: String(error) }))
      .finally(() => {
        this.#running = undefined;
        this.#parts.pacing.end();
        // Offered between the last look and here.
        if (this.#worthSending) this.#start();
      });
  }

  async #run(): Promise<void> {
    const { pacing } = this.#parts;
    pacing.begin();
    while (this.#worthSending) {
      // Answers of the commit go out first (SYNC-5), and what else comes in this turn rides along.
      await pacing.clock.yield();
      await this.#wait(this.#notBefore - pacing.clock.steady());
      await this.#send();
    }
  }

  async #wait(ms: number): Promise<void> {
    if (ms <= 0 || this.#hurried) return;
    this.#pause = new Pause(this.#parts.pacing.clock, ms);
    await this.#pause.over;
    this.#pause = undefined;
  }

  async #send(): Promise<void> {
    const { pacing, encoder, metrics, sessions, onSlow } = this.#parts;
    const pending = this.#pending;
    this.#pending = undefined;
    this.#worthSending = false;
    if (!pending) return;
    const started = pacing.clock.steady();
    this.#sent = { epoch: pending.epoch, rev: pending.to };
    this.#summary = pending.summary;
    this.#isMixed = false;
    this.#notBefore = started + pacing.intervalMs(sessions.size);
    if (sessions.size === 0) return;
    const event = encoder.encode('room-changed', pending.frame());
    const done = await deliver(pacing.clock, sessions, event, (session) => onSlow(session, pending.from));
    pacing.learn(done.recipients, done.spentMs);
    this.#notBefore = started + pacing.intervalMs(done.recipients);
    metrics.count('frames-sent', done.recipients);
    metrics.count('rows-sent', done.recipients * pending.rows);
    metrics.observe('fan-out-ms', pacing.clock.steady() - started);
  }
}
