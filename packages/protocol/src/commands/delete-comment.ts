import * as z from 'zod/mini';
import { commentId } from '../ids.ts';
import { base } from './base.ts';

/** Empties an own comment and its revisions; its place stays. */
export const deleteComment = z.strictObject({ ...base, comment: commentId });
export type DeleteComment = z.infer<typeof deleteComment>;
