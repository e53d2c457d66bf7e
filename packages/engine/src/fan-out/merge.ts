/** Gathers ranges of changes until they go out as one frame: each part once, latest state. */
import type { CommentId, ContentPart, Rev, RoomChanged, RoomSummary, TallyPart } from '@parley/protocol';
import type { ChangedRows } from '../ports/index.ts';

export const sameSummary = (a: RoomSummary, b: RoomSummary): boolean =>
  a.title === b.title && a.status === b.status && a.comments === b.comments && a.topLevel === b.topLevel;

/** Ranges must be added in an order in which each continues or overlaps what is there. */
export class Merge {
  readonly epoch: ChangedRows['epoch'];
  readonly from: Rev;
  to: Rev;
  summary: RoomSummary;
  readonly #content = new Map<CommentId, ContentPart>();
  readonly #tallies = new Map<CommentId, TallyPart>();

  constructor(first: ChangedRows) {
    this.epoch = first.epoch;
    this.from = first.from;
    this.to = first.to;
    this.summary = first.summary;
    this.add(first);
  }

  add(rows: ChangedRows): void {
    for (const part of rows.content) {
      if ((this.#content.get(part.id)?.contentRev ?? -1) <= part.contentRev) this.#content.set(part.id, part);
    }
    for (const part of rows.tallies) {
      if ((this.#tallies.get(part.id)?.tallyRev ?? -1) <= part.tallyRev) this.#tallies.set(part.id, part);
    }
    if (rows.to >= this.to) {
      this.to = rows.to;
      this.summary = rows.summary;
    }
  }

  /** Since when the oldest comment that was born in this range is stored, wall time; Infinity without one. */
  get bornSince(): number {
    const born = [...this.#content.values()].filter((part) => part.born > this.from);
    return Math.min(...born.map(({ createdAt }) => createdAt));
  }

  get rows(): number {
    return this.#content.size + this.#tallies.size;
  }

  frame(): RoomChanged {
    return {
      epoch: this.epoch,
      from: this.from,
      to: this.to,
      content: [...this.#content.values()],
      tallies: [...this.#tallies.values()],
      summary: this.summary,
    };
  }
}
