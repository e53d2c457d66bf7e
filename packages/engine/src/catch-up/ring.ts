/**
 * The latest state of what changed recently, in memory, so that most resumes need no read of the store. State, not a log: a
 * comment with a thousand votes is one row here.
 */
import {
  CATCH_UP_MAX_CHARS,
  CATCH_UP_MAX_ROWS,
  type CommentId,
  type ContentPart,
  type Rev,
  type TallyPart,
} from '@parley/protocol';
import type { ChangedRows } from '../ports/index.ts';
import { contentChars } from './bounds.ts';

/** Rows kept: more than any catch-up may have. */
const ROWS_MAX = CATCH_UP_MAX_ROWS * 2;
/** Characters of texts kept, for the same reason. */
const CHARS_MAX = CATCH_UP_MAX_CHARS * 2;

export class Ring {
  // Each in order of revision: a part that changes moves to the end.
  readonly #content = new Map<CommentId, ContentPart>();
  readonly #tallies = new Map<CommentId, TallyPart>();
  #chars = 0;
  #floor: Rev;

  constructor(floor: Rev) {
    this.#floor = floor;
  }

  /** Everything above this revision is here. */
  get floor(): Rev {
    return this.#floor;
  }

  add(rows: ChangedRows): void {
    for (const part of [...rows.content].sort((a, b) => a.contentRev - b.contentRev)) {
      const known = this.#content.get(part.id);
      if (known && known.contentRev >= part.contentRev) continue;
      this.#content.delete(part.id);
      this.#content.set(part.id, part);
      this.#chars += contentChars(part) - (known ? contentChars(known) : 0);
    }
    for (const part of [...rows.tallies].sort((a, b) => a.tallyRev - b.tallyRev)) {
      const known = this.#tallies.get(part.id);
      if (known && known.tallyRev >= part.tallyRev) continue;
      this.#tallies.delete(part.id);
      this.#tallies.set(part.id, part);
    }
    this.#forgetOldest();
  }

  /** Starts anew: nothing at or below this revision can be answered. */
  reset(floor: Rev): void {
    this.#content.clear();
    this.#tallies.clear();
    this.#chars = 0;
    this.#floor = floor;
  }

  /** The parts changed above a revision, or undefined when some of them were forgotten. */
  above(rev: Rev): Pick<ChangedRows, 'content' | 'tallies'> | undefined {
    if (rev < this.#floor) return undefined;
    return {
      content: [...this.#content.values()].filter((part) => part.contentRev > rev),
      tallies: [...this.#tallies.values()].filter((part) => part.tallyRev > rev),
    };
  }

  #forgetOldest(): void {
    while (this.#content.size + this.#tallies.size > ROWS_MAX || this.#chars > CHARS_MAX) {
      const content = first(this.#content);
      const tally = first(this.#tallies);
      if (content && (!tally || content.contentRev <= tally.tallyRev)) {
        this.#content.delete(content.id);
        this.#chars -= contentChars(content);
        this.#floor = Math.max(this.#floor, content.contentRev);
      } else if (tally) {
        this.#tallies.delete(tally.id);
        this.#floor = Math.max(this.#floor, tally.tallyRev);
      } else return;
    }
  }
}

function first<K, V>(map: ReadonlyMap<K, V>): V | undefined {
  for (const value of map.values()) return value;
  return undefined;
}
