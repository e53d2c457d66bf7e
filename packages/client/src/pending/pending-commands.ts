/** Turns what a person does into commands that wait to be sent. */
import {
  bodyFault,
  type Command,
  type CommandId,
  type CommentId,
  type Result,
  refused,
  UNDO_MS,
  type VoteValue,
} from '@parley/protocol';
import type { Clock } from '../ports.ts';
import { mayStand, type Outbox, type Pending } from './outbox.ts';

interface PendingCommands {
  post(parent: CommentId | null, body: string, name: string | null): Result<CommentId>;
  /** `editCount` and `current` are what is confirmed now. */
  edit(comment: CommentId, body: string, editCount: number, current: string | undefined): Result<void>;
  remove(comment: CommentId): void;
  undoRemove(comment: CommentId): void;
  vote(comment: CommentId, value: VoteValue, confirmed: VoteValue): void;
  /** Comments that still wait are sent only after asking: they would appear after everything was deleted. */
  removeAllMine(): CommandId;
  /** Sends a refused or asking post or edit again; `editCount` is the one to edit from now. */
  retry(comment: CommentId, editCount: number): void;
  /** Gives up a post or edit that is not acknowledged; returns its text. */
  discard(comment: CommentId): string | undefined;
}

/** The post or edit of a comment that is not settled. */
export function textOf(outbox: Outbox, comment: CommentId): (Pending & { command: { body: string } }) | undefined {
  return outbox.entries.findLast(
    (entry): entry is Pending & { command: Command & { body: string } } =>
      'body' in entry.command && entry.command.comment === comment && entry.phase !== 'done',
  );
}

export function createPendingCommands(
  outbox: Outbox,
  clock: Clock,
  newId: () => string,
  isUnderWay: (command: CommandId) => boolean,
  changed: () => void,
): PendingCommands {
  function put(command: Command, notBefore: number | null = null): CommandId {
    outbox.put({ command, at: clock.now(), phase: 'queued', notBefore, tries: 0 });
    changed();
    return command.command;
  }

  const id = () => newId() as CommandId;
  const find = (kind: Command['kind'], comment: CommentId) =>
    outbox.entries.filter(
      (e) => e.command.kind === kind && 'comment' in e.command && e.command.comment === comment && e.phase !== 'done',
    );

  function drop(entry: Pending): void {
    outbox.remove(entry.command.command);
    changed();
  }

  /** An own comment that is not on the server and is not sent without another word of its writer. */
  function stuckPost(comment: CommentId | null) {
    return outbox.entries.find(
      (entry): entry is Pending & { command: Extract<Command, { kind: 'post-comment' }> } =>
        entry.command.kind === 'post-comment' &&
        entry.command.comment === comment &&
        (entry.phase === 'refused' || entry.phase === 'asking'),
    );
  }

  function retry(comment: CommentId, editCount: number): void {
    const entry = textOf(outbox, comment);
    if (!entry || entry.phase === 'queued') return;
    outbox.remove(entry.command.command);
    // The outcome of the refused command is kept on the server: a new try is a new command, of the same comment.
    const command: Command = { ...entry.command, command: id() };
    put(command.kind === 'edit-comment' ? { ...command, editCount } : command);
  }

  return {
    post(parent, body, name) {
      outbox.catchUp();
      const fault = bodyFault(body);
      if (fault) return refused(fault, { field: 'body' });
      if (stuckPost(parent)) return refused('not-found', { field: 'parent' });
      // The same text at the same place while it is not settled is the same press (OUT-8).
      const twin = outbox.entries.find(({ command: c }) => c.kind === 'post-comment' && c.parent === parent && c.body === body);
      if (twin?.command.kind === 'post-comment') {
        retry(twin.command.comment, 0);
        return { ok: true, value: twin.command.comment };
      }
      const comment = newId() as CommentId;
      put({ kind: 'post-comment', command: id(), comment, parent, body, name });
      return { ok: true, value: comment };
    },
    edit(comment, body, editCount, current) {
      outbox.catchUp();
      const fault = bodyFault(body);
      if (fault) return refused(fault, { field: 'body' });
      const stuck = stuckPost(comment);
      if (stuck) {
        // There is nothing to edit on the server: the comment itself is written anew.
        outbox.remove(stuck.command.command);
        put({ ...stuck.command, command: id(), body });
        return { ok: true, value: undefined };
      }
      let [count, text] = [editCount, current];
      for (const entry of outbox.entries) {
        const { command, phase } = entry;
        if (command.kind !== 'edit-comment' || command.comment !== comment) continue;
        if (phase === 'done' || isUnderWay(command.command) || mayStand(entry))
          [count, text] = [Math.max(count, command.editCount + 1), command.body];
        else outbox.remove(command.command);
      }
      if (text === body) changed();
      else put({ kind: 'edit-comment', command: id(), comment, body, editCount: count });
      return { ok: true, value: undefined };
    },
    remove(comment) {
      outbox.catchUp();
      const stuck = stuckPost(comment);
      if (stuck) return drop(stuck);
      if (find('delete-comment', comment).length > 0) return;
      put({ kind: 'delete-comment', command: id(), comment }, clock.now() + UNDO_MS);
    },
    undoRemove(comment) {
      outbox.catchUp();
      for (const entry of find('delete-comment', comment)) if (!isUnderWay(entry.command.command)) drop(entry);
    },
    vote(comment, value, confirmed) {
      outbox.catchUp();
      // One that was sent may be done at any time, so its own answer is waited for: what is wanted now must come after it.
      const sent: Pending[] = [];
      for (const entry of find('cast-vote', comment)) {
        if (isUnderWay(entry.command.command) || mayStand(entry)) sent.push(entry);
        else outbox.remove(entry.command.command);
      }
      // An acknowledged one counts from its answer on, before the frame that shows it.
      const done = outbox.entries.findLast(
        ({ command, phase }) => command.kind === 'cast-vote' && command.comment === comment && phase === 'done',
      );
      const last = (sent.at(-1) ?? done)?.command;
      const standing = last?.kind === 'cast-vote' ? last.value : confirmed;
      if (standing === value) changed();
      else put({ kind: 'cast-vote', command: id(), comment, value });
    },
    removeAllMine() {
      outbox.catchUp();
      for (const entry of outbox.entries) {
        const { command, phase } = entry;
        // What may stand is sent again before the deletion, which then takes it along.
        const waits = !mayStand(entry) || entry.refusal?.class === 'slow-down';
        if (command.kind === 'post-comment' && phase === 'queued' && waits && !isUnderWay(command.command))
          outbox.put({ ...entry, phase: 'asking', notBefore: null, refusal: undefined });
      }
      return put({ kind: 'delete-my-comments', command: id() });
    },
    retry(comment, editCount) {
      outbox.catchUp();
      retry(comment, editCount);
    },
    discard(comment) {
      outbox.catchUp();
      const entry = textOf(outbox, comment);
      if (!entry || isUnderWay(entry.command.command)) return undefined;
      drop(entry);
      return entry.command.body;
    },
  };
}
