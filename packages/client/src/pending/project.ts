/** View = confirmed + pending: the pending commands applied to the confirmed rows, by the model's own state (OUT-1). */
import { newContent, newTally, placeholder, type RoomState } from '@parley/model';
import type { AuthorTag, CommentId, Millis, OwnerFact } from '@parley/protocol';
import type { PendingState } from '../api.ts';
import type { Pending } from './outbox.ts';

/** Revisions above every real one, for rows and votes that have none yet. */
const PENDING_REV = Number.MAX_SAFE_INTEGER - 1_000_000;

export interface Projection {
  readonly state: RoomState;
  /** What happens to posts and edits. */
  readonly pending: ReadonlyMap<CommentId, PendingState>;
  /** Deletions that can be taken back, and when they are sent. */
  readonly deleting: ReadonlyMap<CommentId, Millis>;
  /** Own posts that are not confirmed. */
  readonly posts: ReadonlySet<CommentId>;
}

interface ProjectionFacts {
  readonly me: AuthorTag | null;
  readonly now: Millis;
  readonly live: boolean;
  readonly clockOffset: number;
}

export function project(state: RoomState, entries: readonly Pending[], facts: ProjectionFacts): Projection {
  const pending = new Map<CommentId, PendingState>();
  const deleting = new Map<CommentId, Millis>();
  const posts = new Set<CommentId>();
  if (entries.length === 0) return { state, pending, deleting, posts };
  const content = new Map(state.content);
  const tallies = new Map(state.tallies);
  const mine = new Map(state.mine);
  const windows = new Map(state.windows);
  let latest = 0;
  for (const { createdAt } of content.values()) latest = Math.max(latest, createdAt);

  for (const [index, entry] of entries.entries()) {
    const { command } = entry;
    const rev = PENDING_REV + index;
    if (command.kind === 'post-comment') {
      if (content.has(command.comment)) continue;
      posts.add(command.comment);
      const above = command.parent === null ? undefined : pending.get(command.parent);
      // A reply to an own comment is sent when that one is there.
      const waits = posts.has(command.parent as CommentId) && above && above.kind !== 'sending';
      const own = stateOf(entry, facts);
      pending.set(command.comment, waits && own.kind === 'sending' ? { kind: 'waiting', until: null } : own);
      const createdAt = Math.max(latest, entry.at + facts.clockOffset);
      const parentContent = content.get(command.parent as CommentId);
      content.set(command.comment, newContent({ command, parent: parentContent, tag: facts.me, createdAt, rev }));
      tallies.set(command.comment, newTally(command.comment, 0));
      windows.set(command.comment, { parent: command.comment, order: 'oldest', first: null, last: null });
      const parent = command.parent && tallies.get(command.parent);
      if (parent) tallies.set(parent.id, { ...parent, replyCount: parent.replyCount + 1 });
    } else if (command.kind === 'edit-comment') {
      const part = content.get(command.comment);
      if (part?.status !== 'visible' || part.editCount > command.editCount) {
        if (entry.phase !== 'done') pending.set(command.comment, stateOf(entry, facts));
        continue;
      }
      pending.set(command.comment, stateOf(entry, facts));
      content.set(part.id, {
        ...part,
        body: command.body,
        editedAt: entry.at + facts.clockOffset,
        editCount: command.editCount + 1,
      });
    } else if (command.kind === 'delete-comment') {
      const part = content.get(command.comment);
      if (entry.phase === 'queued' && (entry.notBefore ?? 0) > facts.now && !entry.refusal)
        deleting.set(command.comment, entry.notBefore ?? 0);
      else if (part) content.set(part.id, placeholder(part, 'deleted', part.contentRev));
    } else if (command.kind === 'cast-vote') {
      const fact: OwnerFact = { comment: command.comment, value: command.value, rev };
      mine.set(command.comment, [...(mine.get(command.comment) ?? []), fact]);
    }
  }
  return { state: { ...state, content, tallies, mine, windows }, pending, deleting, posts };
}

function stateOf(entry: Pending, { now, live }: ProjectionFacts): PendingState {
  if (entry.phase === 'asking') return { kind: 'asking', since: entry.at };
  if (entry.phase === 'refused' && entry.refusal) return { kind: 'refused', refusal: entry.refusal, retryAt: null };
  const waits = entry.phase === 'queued' && entry.notBefore !== null && entry.notBefore > now;
  if (waits && entry.refusal?.class === 'slow-down') return { kind: 'refused', refusal: entry.refusal, retryAt: entry.notBefore };
  if (waits) return { kind: 'waiting', until: entry.notBefore, ...(entry.refusal && { refusal: entry.refusal }) };
  return live || entry.phase === 'done' ? { kind: 'sending' } : { kind: 'waiting', until: null };
}
