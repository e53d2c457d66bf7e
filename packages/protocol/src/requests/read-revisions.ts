import * as z from 'zod/mini';
import { commentId } from '../ids.ts';
import { revision } from '../rows.ts';

/** Asks for the earlier texts of a comment, oldest first. */
export const readRevisions = z.strictObject({ comment: commentId });
export type ReadRevisions = z.infer<typeof readRevisions>;

export const revisions = z.object({ comment: commentId, revisions: z.array(revision) });
export type Revisions = z.infer<typeof revisions>;
