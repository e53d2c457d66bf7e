/** Merging what a server tells into a viewer's state. Per part the highest revision wins, so order and repetition do not matter (ROOM-5). */
import {
  type CommentId,
  type ContentPart,
  type OwnerFact,
  type Page,
  type Placement,
  place,
  type RoomChanged,
  type TallyPart,
} from '@parley/protocol';
import type { ListId, NewComment, RoomState } from './room-state.ts';
import { isInWindow, mergePage, openEmptyLists } from './windows.ts';

/** The state a first page gives. */
export function stateOfPage(page: Page): RoomState {
  const empty: RoomState = {
    epoch: page.epoch,
    cursor: page.head,
    summary: page.summary,
    content: new Map(),
    tallies: new Map(),
    mine: new Map(),
    windows: new Map(),
    news: new Map(),
  };
  return mergePage(mergeMine(mergeRows(empty, page), page.mine), page, 'replace');
}

interface Parts {
  readonly content: readonly ContentPart[];
  readonly tallies: readonly TallyPart[];
}

/** Merges parts by their own revisions. */
export function mergeRows(state: RoomState, parts: Parts): RoomState {
  const content = newer(state.content, parts.content, (part) => part.contentRev);
  const tallies = newer(state.tallies, parts.tallies, (part) => part.tallyRev);
  return content === state.content && tallies === state.tallies ? state : { ...state, content, tallies };
}

function newer<Part extends { readonly id: CommentId }>(
  held: ReadonlyMap<CommentId, Part>,
  parts: readonly Part[],
  revOf: (part: Part) => number,
): ReadonlyMap<CommentId, Part> {
  let next: Map<CommentId, Part> | undefined;
  for (const part of parts) {
    const old = (next ?? held).get(part.id);
    if (old && revOf(old) >= revOf(part)) continue;
    next ??= new Map(held);
    next.set(part.id, part);
  }
  return next ?? held;
}

/** Merges own votes. A vote that a tally counts already makes the earlier ones needless. */
export function mergeMine(state: RoomState, facts: readonly OwnerFact[]): RoomState {
  let mine: Map<CommentId, readonly OwnerFact[]> | undefined;
  for (const fact of facts) {
    const old = (mine ?? state.mine).get(fact.comment) ?? [];
    if (old.some((known) => known.rev === fact.rev)) continue;
    const sorted = [...old, fact].sort((a, b) => a.rev - b.rev);
    const counted = sorted.findLastIndex((known) => known.rev <= tallyRevOf(state, fact.comment));
    mine ??= new Map(state.mine);
    mine.set(fact.comment, sorted.slice(Math.max(counted, 0)));
  }
  return mine ? { ...state, mine } : state;
}

const tallyRevOf = (state: RoomState, comment: CommentId) => state.tallies.get(comment)?.tallyRev ?? 0;

/**
 * Applies a frame where it belongs: only `apply` changes anything. New comments that fall into no window are counted as new.
 */
export function applyFrame(state: RoomState, frame: RoomChanged): { readonly placement: Placement; readonly state: RoomState } {
  const placement = place({ epoch: state.epoch, rev: state.cursor }, frame);
  return { placement, state: placement === 'apply' ? advance(state, frame) : state };
}

/**
 * Applies a catch-up, which may continue an earlier epoch in the present one (ROOM-6). Undefined when it leaves a hole.
 */
export function applyCatchUp(state: RoomState, mine: readonly OwnerFact[], frame: RoomChanged): RoomState | undefined {
  if (frame.from > state.cursor) return undefined;
  return advance(mergeMine({ ...state, epoch: frame.epoch }, mine), frame);
}

function advance(state: RoomState, frame: RoomChanged): RoomState {
  const merged = mergeRows(state, frame);
  const created = frame.content.filter((content) => content.born > state.cursor);
  const opened = openEmptyLists(
    merged,
    created.map((content) => content.id),
  );
  const news = countNew(opened, created);
  return { ...opened, news, cursor: Math.max(state.cursor, frame.to), summary: frame.summary };
}

function countNew(state: RoomState, created: readonly ContentPart[]): ReadonlyMap<CommentId, NewComment> {
  const uncounted = created.filter((content) => content.status === 'visible' && !isInWindow(state, content.id));
  if (uncounted.length === 0) return state.news;
  const news = new Map(state.news);
  for (const { id, parent, author } of uncounted) {
    news.set(id, { list: isKnownList(state, parent) ? parent : undefined, tag: author.tag });
  }
  return news;
}

const isKnownList = (state: RoomState, list: ListId) => list === null || state.windows.has(list) || isInWindow(state, list);

/** Votes on a comment as its reader sees them: the tally, with the own vote counted once (MINE-3). */
export function shownTally(tally: TallyPart, mine: readonly OwnerFact[] | undefined) {
  const myVote = mine?.at(-1)?.value ?? 0;
  const counted = mine?.findLast((fact) => fact.rev <= tally.tallyRev)?.value ?? 0;
  const up = tally.up + Number(myVote === 1) - Number(counted === 1);
  const down = tally.down + Number(myVote === -1) - Number(counted === -1);
  return { up, down, score: up - down, myVote };
}
