/** Reads of the store for resumes that memory cannot answer, shared by all who resume from about the same place. */
import { CATCH_UP_MAX_ROWS, type Position, type RoomSlug } from '@parley/protocol';
import type { Clock, Metrics, RoomStore, SinceAnswer } from '../ports/index.ts';
import { storeCheckpoint } from './checkpoints.ts';
import { SharedFrame } from './frames.ts';
import { KeptAnswers } from './kept-answers.ts';

/** Answers kept at most. What came later than one of them is brought by the frames in memory. */
const KEPT_MAX = 200;

type SharedSince = { readonly kind: 'frame'; readonly shared: SharedFrame } | Exclude<SinceAnswer, { kind: 'rows' }>;

export class SinceReads {
  readonly #store: RoomStore;
  readonly #metrics: Metrics;
  readonly #kept: KeptAnswers<SharedSince>;

  constructor(store: RoomStore, clock: Clock, metrics: Metrics) {
    this.#store = store;
    this.#metrics = metrics;
    this.#kept = new KeptAnswers(clock, KEPT_MAX, (answer) => (answer.kind === 'frame' ? answer.shared.characters : 0));
  }

  /** All that changed since a position or somewhat earlier, without own facts. Rejects when the store does. */
  async read(room: RoomSlug, position: Position): Promise<SharedSince> {
    const rounded = { epoch: position.epoch, rev: storeCheckpoint(position.rev) };
    const answer = await this.#read(room, rounded);
    // In another history the position may lie beyond its end, where the rounded one does not: only the store can tell (SYNC-11).
    const isCarriedOver = answer.kind === 'frame' && answer.shared.frame.epoch !== position.epoch;
    return isCarriedOver && rounded.rev !== position.rev ? this.#read(room, position) : answer;
  }

  #read(room: RoomSlug, from: Position): Promise<SharedSince> {
    const key = `${room} ${from.epoch} ${from.rev}`;
    const kept = this.#kept.get(key);
    if (kept) return kept;
    this.#metrics.count('store-reads');
    const answer = this.#store.readSince(room, from, null, CATCH_UP_MAX_ROWS).then(share);
    this.#kept.keep(room, key, answer);
    return answer;
  }

  /** Nobody gets an answer about this room any more that was read before now. */
  forget(room: RoomSlug): void {
    this.#kept.forget(room);
  }
}

function share(answer: SinceAnswer): SharedSince {
  if (answer.kind !== 'rows') return answer;
  const { rows } = answer;
  return { kind: 'frame', shared: new SharedFrame({ ...rows, content: [...rows.content], tallies: [...rows.tallies] }) };
}
