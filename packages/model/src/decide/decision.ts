/** The shapes between a store and the decisions: what a batch must know, and what it changes. */
import type { Command, CommandId, CommentId, Epoch, Millis, OwnerFact, PersonId, RoomSlug } from '@parley/protocol';
import type { Actor, KeeperCommand, Outcome, RoomRecord, StoredComment, StoredRevision, StoredVote } from '../records.ts';

/** One command of a batch with who asks and when the server took it up. */
export interface BatchCommand {
  readonly actor: Actor;
  readonly command: Command | KeeperCommand;
  /** Server time, ms. */
  readonly now: Millis;
}

/** What a store must read before a batch can be decided. Computed by `factsNeeded`, from the commands alone. */
export interface FactsNeeded {
  /** Targets, parents of new replies and new ids, all inside this room: the same id in another room is another comment. */
  readonly comments: readonly CommentId[];
  readonly votes: readonly { readonly comment: CommentId; readonly person: PersonId }[];
  readonly outcomes: readonly { readonly person: PersonId; readonly command: CommandId }[];
  /** People to look up in the bans. */
  readonly persons: readonly PersonId[];
  /** People all of whose visible comments in this room are wanted. */
  readonly allCommentsOf: readonly PersonId[];
}

/** The room as one transaction reads it, after its row was locked and its head raised. */
export interface Facts {
  readonly epoch: Epoch;
  /** The room's name, also while it does not exist. */
  readonly slug: RoomSlug;
  /** Undefined: the room does not exist yet. `head` is the one before this batch. */
  readonly room: RoomRecord | undefined;
  readonly comments: ReadonlyMap<CommentId, StoredComment>;
  readonly votes: readonly StoredVote[];
  readonly outcomes: readonly { readonly person: PersonId; readonly command: CommandId; readonly outcome: Outcome }[];
  /** Of the people named, those who may write in no room; known also while this one does not exist. */
  readonly banned: ReadonlySet<PersonId>;
}

/** All that one batch changes: absolute values, each row once, ready to be written in bulk. */
export interface Changes {
  /** The room after the batch, its head already raised; undefined when there is still no room. */
  readonly room: RoomRecord | undefined;
  /** Comments made by this batch, both parts as they are after it. They stand in neither of the next two lists. */
  readonly created: readonly StoredComment[];
  /** Older comments whose content changed. */
  readonly content: readonly StoredComment[];
  /** Older comments whose tally changed; one whose content changed too stands in both lists. */
  readonly tallies: readonly StoredComment[];
  readonly votes: readonly StoredVote[];
  readonly revisions: readonly StoredRevision[];
  /** Older comments whose stored revisions go, texts and times (delete and remove). `revisions` has none of theirs. */
  readonly emptied: readonly CommentId[];
  /** They hold in all rooms of the store. */
  readonly bans: readonly { readonly person: PersonId; readonly banned: boolean }[];
  /** New outcomes to keep; repeats of known commands are not among them. */
  readonly outcomes: readonly {
    readonly person: PersonId;
    readonly command: CommandId;
    readonly at: Millis;
    readonly outcome: Outcome;
  }[];
}

/** What a batch came to: one outcome per command in its order, the changes, and whose own votes changed to what. */
export interface Decision {
  readonly outcomes: readonly Outcome[];
  readonly changes: Changes;
  readonly mine: readonly { readonly person: PersonId; readonly facts: readonly OwnerFact[] }[];
}
