/** Words of the command line that several commands read. */
import { type CommentId, commentId } from '@parley/protocol';

/** Whether a word can be meant as a file: an option that does not exist is not written to. Such a file is named `./--name`. */
export const isFile = (word: string | undefined): word is string => word !== undefined && word !== '' && !word.startsWith('-');

/** A comment's id, given as it is or inside the link to the comment, as a browser copies it. */
export function readComment(word: string): CommentId | undefined {
  const linked = /[?&]comment=([^&#]+)/.exec(word) ?? /#comment-(.+)$/.exec(word);
  const parsed = commentId.safeParse(linked?.[1] ?? word);
  return parsed.success ? parsed.data : undefined;
}
