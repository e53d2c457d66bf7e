/** One room of the memory store: its rows, how a decision changes them, and what can be read without pages. */
import type { Changes, Facts, FactsNeeded, Outcome, RoomRecord, StoredComment, StoredRevision, StoredVote } from '@parley/model';
import { summaryOf } from '@parley/model';
import {
  type CommandId,
  type CommentId,
  type Epoch,
  type Millis,
  OUTCOME_KEPT_MS,
  type OwnerFact,
  type PersonId,
  type Rev,
  type RoomSlug,
} from '@parley/protocol';
import type { ChangedRows } from '../ports/index.ts';

interface KeptOutcome {
  readonly person: PersonId;
  readonly command: CommandId;
  readonly at: Millis;
  readonly outcome: Outcome;
}

export interface MemoryRoom {
  record: RoomRecord | undefined;
  readonly comments: Map<CommentId, StoredComment>;
  readonly votes: Map<string, StoredVote>;
  readonly revisions: Map<CommentId, StoredRevision[]>;
  /** In the order in which they were made, so that the oldest are dropped from the front. */
  readonly outcomes: Map<string, KeptOutcome>;
  /** Shared by all rooms of a store. */
  readonly bans: Set<PersonId>;
  /** Head at which each opening first changed the room, in the order of openings. */
  readonly starts: { readonly opening: number; readonly head: Rev }[];
  /** External names of imported comments, voters and authors, for the export. */
  readonly externals: Map<string, string>;
}

export function newMemoryRoom(bans: Set<PersonId>): MemoryRoom {
  return {
    record: undefined,
    comments: new Map(),
    votes: new Map(),
    revisions: new Map(),
    outcomes: new Map(),
    bans,
    starts: [],
    externals: new Map(),
  };
}

/** A room of its own with the same in it; what stands in its maps is never changed, only replaced. */
export function copyRoom(room: MemoryRoom, bans: Set<PersonId>): MemoryRoom {
  return {
    record: room.record,
    comments: new Map(room.comments),
    votes: new Map(room.votes),
    revisions: new Map([...room.revisions].map(([comment, kept]) => [comment, [...kept]])),
    outcomes: new Map(room.outcomes),
    bans,
    starts: [...room.starts],
    externals: new Map(room.externals),
  };
}

const pair = (a: string, b: string) => `${a} ${b}`;

export const headOf = (room: MemoryRoom): Rev => room.record?.head ?? 0;

/** Reads what a batch must know. */
export function readFacts(room: MemoryRoom, slug: RoomSlug, epoch: Epoch, needed: FactsNeeded): Facts {
  const comments = new Map<CommentId, StoredComment>();
  for (const id of needed.comments) {
    const comment = room.comments.get(id);
    if (comment) comments.set(id, comment);
  }
  const authors = new Set(needed.allCommentsOf);
  if (authors.size > 0) {
    for (const comment of room.comments.values()) {
      if (comment.person !== null && authors.has(comment.person)) comments.set(comment.content.id, comment);
    }
  }
  return {
    epoch,
    slug,
    room: room.record,
    comments,
    votes: needed.votes.flatMap(({ comment, person }) => room.votes.get(pair(comment, person)) ?? []),
    outcomes: needed.outcomes.flatMap(({ person, command }) => room.outcomes.get(pair(person, command)) ?? []),
    banned: new Set(needed.persons.filter((person) => room.bans.has(person))),
  };
}

/** Writes a decision. Nothing here can fail half-way. */
export function writeChanges(room: MemoryRoom, changes: Changes): void {
  room.record = changes.room;
  for (const list of [changes.created, changes.content, changes.tallies]) {
    for (const comment of list) room.comments.set(comment.content.id, mergeParts(room.comments.get(comment.content.id), comment));
  }
  for (const vote of changes.votes) room.votes.set(pair(vote.comment, vote.person), vote);
  for (const revision of changes.revisions) {
    const kept = room.revisions.get(revision.comment);
    if (kept) kept.push(revision);
    else room.revisions.set(revision.comment, [revision]);
  }
  for (const comment of changes.emptied) room.revisions.delete(comment);
  for (const { person, banned } of changes.bans) {
    if (banned) room.bans.add(person);
    else room.bans.delete(person);
  }
  for (const outcome of changes.outcomes) {
    room.outcomes.set(pair(outcome.person, outcome.command), outcome);
    dropOldOutcomes(room, outcome.at);
  }
}

/** A comment may stand in `content` and in `tallies`; each list is the truth for its own part only. */
function mergeParts(before: StoredComment | undefined, after: StoredComment): StoredComment {
  if (!before) return after;
  return {
    content: after.content.contentRev >= before.content.contentRev ? after.content : before.content,
    tally: after.tally.tallyRev >= before.tally.tallyRev ? after.tally : before.tally,
    person: after.person,
  };
}

function dropOldOutcomes(room: MemoryRoom, now: Millis): void {
  for (const [key, kept] of room.outcomes) {
    if (kept.at >= now - OUTCOME_KEPT_MS) return;
    room.outcomes.delete(key);
  }
}

/** The changed parts of (since, head]. */
export function rowsAbove(room: MemoryRoom, epoch: Epoch, since: Rev): ChangedRows {
  const all = [...room.comments.values()];
  return {
    epoch,
    from: Math.min(since, headOf(room)),
    to: headOf(room),
    content: all.filter((c) => c.content.contentRev > since).map((c) => c.content),
    tallies: all.filter((c) => c.tally.tallyRev > since).map((c) => c.tally),
    summary: summaryOf(room.record),
  };
}

/** A person's own votes above a revision, newest first. */
export function mineAbove(room: MemoryRoom, person: PersonId, above: Rev): OwnerFact[] {
  return [...room.votes.values()]
    .filter((vote) => vote.person === person && vote.rev > above)
    .map(({ comment, value, rev }) => ({ comment, value, rev }))
    .sort((a, b) => b.rev - a.rev);
}

/** A person's own votes on the comments given. */
export function mineOn(room: MemoryRoom, person: PersonId | null, comments: readonly CommentId[]): OwnerFact[] {
  if (person === null) return [];
  return comments.flatMap((id) => {
    const vote = room.votes.get(pair(id, person));
    return vote ? [{ comment: id, value: vote.value, rev: vote.rev }] : [];
  });
}
