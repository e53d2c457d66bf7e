import * as z from 'zod/mini';
import { commentId } from '../ids.ts';
import { BODY_MAX_BYTES } from '../limits.ts';
import { base } from './base.ts';

/** Replaces the text of an own comment. `editCount` is the one the writer saw; another one is refused with `edited-elsewhere`. */
export const editComment = z.strictObject({
  ...base,
  comment: commentId,
  body: z.string().check(z.maxLength(BODY_MAX_BYTES)),
  editCount: z.int().check(z.minimum(0)),
});
export type EditComment = z.infer<typeof editComment>;
