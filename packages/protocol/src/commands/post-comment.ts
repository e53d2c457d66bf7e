import * as z from 'zod/mini';
import { commentId } from '../ids.ts';
import { BODY_MAX_BYTES, NAME_MAX_CODE_POINTS } from '../limits.ts';
import { base } from './base.ts';

/** Writes a comment, or a reply when `parent` is given. `name` null writes without a name. */
export const postComment = z.strictObject({
  ...base,
  comment: commentId,
  parent: z.nullable(commentId),
  body: z.string().check(z.maxLength(BODY_MAX_BYTES)),
  name: z.nullable(z.string().check(z.maxLength(NAME_MAX_CODE_POINTS * 2))),
});
export type PostComment = z.infer<typeof postComment>;
