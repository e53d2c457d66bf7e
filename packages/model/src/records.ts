/** What a store keeps beyond the public rows. Never sent to a client. */
import type {
  AuthorTag,
  CommandDone,
  CommandId,
  CommentId,
  ContentPart,
  Millis,
  PersonId,
  Refusal,
  Rev,
  RoomSlug,
  RoomStatus,
  TallyPart,
  VoteValue,
} from '@parley/protocol';

/** What stands above a discussion. Links without `href` are shown as text. */
export interface Article {
  readonly paragraphs: readonly string[];
  readonly links: readonly ArticleLink[];
}
export interface ArticleLink {
  readonly label?: string | undefined;
  readonly text: string;
  readonly source?: string | undefined;
  readonly href?: string | undefined;
}

/** A room as it is stored. `head` and the counts change in the same commit as their cause. */
export interface RoomRecord {
  readonly slug: RoomSlug;
  readonly title: string;
  readonly status: RoomStatus;
  /** Whether the index shows it. */
  readonly listed: boolean;
  readonly article: Article;
  readonly head: Rev;
  /** createdAt of the newest comment; 0 without one. A new comment is never older than it. */
  readonly lastCreatedAt: Millis;
  /** Visible comments at all depths. */
  readonly comments: number;
  /** Top-level rows, placeholders included. */
  readonly topLevel: number;
}

/** A comment with the person behind it; null for an imported author, who can never sign in. */
export interface StoredComment {
  readonly content: ContentPart;
  readonly tally: TallyPart;
  readonly person: PersonId | null;
}

/** One person's vote on one comment. */
export interface StoredVote {
  readonly comment: CommentId;
  readonly person: PersonId;
  readonly value: VoteValue;
  readonly rev: Rev;
}

/** An earlier text as stored; `number` counts from 0 per comment. */
export interface StoredRevision {
  readonly comment: CommentId;
  readonly number: number;
  readonly body: string | null;
  readonly writtenAt: Millis | null;
  readonly replacedAt: Millis;
  readonly replies: number;
}

/** What a command came to. Kept under (person, command id), so that a retry gets the first answer. */
export type Outcome = { readonly ok: true; readonly done: CommandDone } | { readonly ok: false; readonly refusal: Refusal };

/** Who acts. A keeper acts through the owner's local door, never over the wire. */
export interface Actor {
  readonly person: PersonId;
  readonly role: 'guest' | 'keeper';
  /** How this room's readers know the person. */
  readonly tag: AuthorTag;
  /** Title for the room that this person's first comment may make; absent where an unknown room may not be made. */
  readonly mayMakeRoom?: { readonly title: string } | undefined;
}

/** What only a keeper can ask for. */
export type KeeperCommand =
  | { readonly kind: 'remove-comment'; readonly command: CommandId; readonly comment: CommentId }
  | { readonly kind: 'lock-room' | 'unlock-room'; readonly command: CommandId }
  | {
      readonly kind: 'add-room';
      readonly command: CommandId;
      readonly title: string;
      readonly listed: boolean;
      readonly article: Article;
    }
  /** Bans the person who wrote the comment from writing in any room, or lifts it; their earlier comments stay until removed. */
  | { readonly kind: 'ban-author' | 'unban-author'; readonly command: CommandId; readonly comment: CommentId }
  | { readonly kind: 'ban-person' | 'unban-person'; readonly command: CommandId; readonly person: PersonId };
