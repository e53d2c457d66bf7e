/** What the people of a run want of the room. */
import type { Command, CommentId, VoteValue } from '@parley/protocol';

/** What a person last asked for, per comment. The store must end with it, or the client must say why not. */
export interface Wishes {
  readonly posts: Map<CommentId, string>;
  readonly edits: Map<CommentId, string>;
  readonly deletes: Set<CommentId>;
  readonly votes: Map<CommentId, VoteValue>;
}

/** Who was told that it is done had no reason to ask again when a restored database undid it. */
export function forgetWish(wishes: Wishes, command: Command): void {
  switch (command.kind) {
    case 'post-comment':
      wishes.posts.delete(command.comment);
      break;
    case 'edit-comment':
      wishes.edits.delete(command.comment);
      break;
    case 'delete-comment':
      wishes.deletes.delete(command.comment);
      break;
    case 'cast-vote':
      if (wishes.votes.get(command.comment) === command.value) wishes.votes.delete(command.comment);
  }
}
