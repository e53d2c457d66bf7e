/** What can be wrong with a thread file, and a file as far as it can be read. */
import type { ThreadComment, ThreadFile, ThreadVote } from '@parley/protocol/thread-file';

/** One fault with its place in the file, such as `comments.3.parentId`. */
export interface ThreadFault {
  readonly place: string;
  readonly fault: string;
}

/** A file that may be faulty: what has the wrong form is undefined, so that the rest is checked all the same. */
export interface Draft {
  readonly room: ThreadFile['room'] | undefined;
  readonly comments: readonly DraftComment[];
  readonly votes: readonly (ThreadVote | undefined)[];
}
/** `id` is known for a comment of the wrong form too, where it can be read: others may name it. */
export interface DraftComment {
  readonly id: string | undefined;
  readonly comment: ThreadComment | undefined;
}

/** A file of the right form as a draft. */
export function draftOf(file: ThreadFile): Draft {
  return {
    room: file.room,
    comments: file.comments.map((comment) => ({ id: comment.id, comment })),
    votes: file.votes ?? [],
  };
}

/** Collects faults below one place. */
export type Report = (place: string, fault: string) => void;
