import * as z from 'zod/mini';
import { commentId } from '../ids.ts';
import { voteValue } from '../rows.ts';
import { base } from './base.ts';

/** States the vote this person wants on a comment: +1, −1, or 0 for none. */
export const castVote = z.strictObject({ ...base, comment: commentId, value: voteValue });
export type CastVote = z.infer<typeof castVote>;
