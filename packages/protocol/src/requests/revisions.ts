import * as z from 'zod/mini';
import { commentId } from '../ids.ts';
import { revision } from '../rows.ts';

/** The earlier texts of a comment, oldest first. */
export const revisions = z.object({ comment: commentId, revisions: z.array(revision) });
export type Revisions = z.infer<typeof revisions>;
