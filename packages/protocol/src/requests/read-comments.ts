import * as z from 'zod/mini';
import { commentId, rev } from '../ids.ts';
import { READ_COMMENTS_MAX } from '../limits.ts';

/** Asks for comments by id; the answer is a page without windows. Used when a vote lifts an unknown comment into a list. */
export const readComments = z.strictObject({
  comments: z.array(commentId).check(z.minLength(1), z.maxLength(READ_COMMENTS_MAX)),
  rev,
});
export type ReadComments = z.infer<typeof readComments>;
