import * as z from 'zod/mini';
import { commentId } from '../ids.ts';

/** Asks for the earlier texts of a comment, oldest first. */
export const readRevisions = z.strictObject({ comment: commentId });
export type ReadRevisions = z.infer<typeof readRevisions>;
