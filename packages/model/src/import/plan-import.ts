/** What importing a file into a room writes: the rows that are not there yet, and nothing else. */
import type { CommentId, Millis, PersonId, Rev } from '@parley/protocol';
import { type ThreadComment, type ThreadFile, threadTime } from '@parley/protocol/thread-file';
import type { Changes } from '../decide/decision.ts';
import { Working } from '../decide/working.ts';
import { bestOf } from '../order-keys.ts';
import type { RoomRecord, StoredComment, StoredVote } from '../records.ts';
import { checkThread } from './check-thread.ts';
import { draftOf, type ThreadFault } from './faults.ts';
import { contentOf, revisionsOf } from './imported-rows.ts';
import { authorTagOf, commentIdOf, type ExternalName, type ImportNames, UNNAMED_VOTER } from './names.ts';
import { threadOrder } from './thread-order.ts';

/** What stands there already; at least the rows that `importNeeds` names. */
export interface ExistingRows {
  readonly room: RoomRecord | undefined;
  readonly comments: ReadonlyMap<CommentId, StoredComment>;
  readonly votes: readonly StoredVote[];
}

export type ImportPlan =
  | { readonly ok: false; readonly faults: readonly ThreadFault[] }
  | {
      readonly ok: true;
      /** As of a batch: absolute values, each row once, the room's head raised by what was added. */
      readonly changes: Changes;
      /** External names that are new here, to be kept for the export. */
      readonly externals: readonly ExternalName[];
      readonly added: { readonly comments: number; readonly votes: number; readonly room: boolean };
    };

/** A comment of the file with the id and the parent it has here. */
interface Entry {
  readonly id: CommentId;
  readonly parent: CommentId | null;
  readonly createdAt: Millis;
  readonly comment: ThreadComment;
}

function newRoom({ room }: ThreadFile): RoomRecord {
  return {
    slug: room.slug,
    title: room.title,
    status: room.status ?? 'open',
    listed: room.listed ?? true,
    article: { paragraphs: room.article ?? [], links: room.links ?? [] },
    // Making the room takes a revision of its own, so that who already waits in it hears of it.
    head: 1,
    lastCreatedAt: 0,
    comments: 0,
    topLevel: 0,
  };
}

/** Times of the direct replies of each comment, ascending. */
function replyTimes(entries: readonly Entry[]): Map<CommentId, Millis[]> {
  const times = new Map<CommentId, Millis[]>();
  for (const { parent, createdAt } of entries) {
    if (parent === null) continue;
    const known = times.get(parent);
    if (known) known.push(createdAt);
    else times.set(parent, [createdAt]);
  }
  for (const list of times.values()) list.sort((a, b) => a - b);
  return times;
}

/** Adds one comment below what stands; its time stays the file's, whatever came after it here. */
function addComment(working: Working, room: RoomRecord, entry: Entry, names: ImportNames, repliesAt: readonly Millis[]): void {
  const { id, parent: parentId, comment } = entry;
  const rev = room.head + 1;
  const parent = parentId === null ? undefined : working.comments.get(parentId);
  const revisions = revisionsOf(id, comment, repliesAt);
  const tag = authorTagOf(room.slug, names, comment.author);
  const place = { id, parent: parentId, root: parent?.content.root ?? id, depth: parent ? parent.content.depth + 1 : 0 };
  const content = contentOf(comment, { ...place, tag, edits: revisions.length }, rev);
  working.apply({
    room: {
      ...room,
      head: rev,
      lastCreatedAt: Math.max(room.lastCreatedAt, content.createdAt),
      comments: room.comments + (content.status === 'visible' ? 1 : 0),
      topLevel: room.topLevel + (parentId === null ? 1 : 0),
    },
    created: { content, tally: { id, up: 0, down: 0, replyCount: 0, best: bestOf(0, 0), tallyRev: rev }, person: null },
    ...(parent && { tallies: [{ ...parent.tally, replyCount: parent.tally.replyCount + 1, tallyRev: rev }] }),
  });
  for (const revision of revisions) working.apply({ revision });
}

/** Counts one vote of the file. */
function addVote(working: Working, room: RoomRecord, row: StoredComment, person: PersonId, value: 1 | -1): void {
  const rev: Rev = room.head + 1;
  const up = row.tally.up + (value === 1 ? 1 : 0);
  const down = row.tally.down + (value === -1 ? 1 : 0);
  working.apply({
    room: { ...room, head: rev },
    tallies: [{ ...row.tally, up, down, best: bestOf(up, down), tallyRev: rev }],
    vote: { comment: row.content.id, person, value, rev },
  });
}

/**
 * Plans an import. Comments, votes and a room that are there already are left as they are (`title`, `article` and `status` too);
 * a new reply below an old comment raises its `replyCount`, a new vote its tally, unless the comment was deleted since. Every new
 * row has a revision of its own, in `threadOrder`, then the votes as the file lists them. With a fault nothing is planned.
 */
export function planImport(file: ThreadFile, names: ImportNames, existing: ExistingRows): ImportPlan {
  const faults = checkThread(draftOf(file));
  if (faults.length > 0) return { ok: false, faults };
  const { slug } = file.room;
  const idOf = (external: string) => commentIdOf(slug, names, external);
  const externals = new Map<string, ExternalName>();
  const keepName = (kind: ExternalName['kind'], id: string, external: string) => {
    if (id !== external) externals.set(`${kind} ${id}`, { kind, id, external });
  };
  let room = existing.room ?? newRoom(file);
  const working = new Working({ ...existing, slug, room, outcomes: [], banned: new Set() });
  const entries = file.comments.map((comment): Entry => {
    const parent = comment.parentId === null ? null : idOf(comment.parentId);
    return { id: idOf(comment.id), parent, createdAt: threadTime(comment.createdAt), comment };
  });
  const repliesAt = replyTimes(entries);

  for (const entry of threadOrder(entries)) {
    if (working.comments.has(entry.id)) continue;
    addComment(working, room, entry, names, repliesAt.get(entry.id) ?? []);
    room = working.room ?? room;
    keepName('comment', entry.id, entry.comment.id);
    const { author } = entry.comment;
    if (author?.id !== undefined) keepName('author', names.authorTag(slug, author.id), author.id);
  }
  for (const { commentId, voter, value } of file.votes ?? []) {
    const row = working.comments.get(idOf(commentId));
    const person = names.personId(slug, voter);
    if (!row || working.voteOf(row.content.id, person)) continue;
    const older = existing.comments.has(row.content.id);
    if (older && (row.content.status !== 'visible' || voter.startsWith(UNNAMED_VOTER))) continue;
    addVote(working, room, row, person, value);
    room = working.room ?? room;
    keepName('voter', person, voter);
  }

  const changes = { ...working.changes(), room, outcomes: [] };
  const added = { comments: changes.created.length, votes: changes.votes.length, room: existing.room === undefined };
  return { ok: true, changes, externals: [...externals.values()], added };
}
