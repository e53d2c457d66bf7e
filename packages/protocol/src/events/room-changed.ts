import * as z from 'zod/mini';
import { epoch, rev } from '../ids.ts';
import { contentPart, roomSummary, tallyPart } from '../rows.ts';

/**
 * What changed in (from, to]: each changed part once, in its latest state, absolute values. Numbers missing inside the range
 * are normal (a later change replaced them, or a command was refused). A new comment comes with both parts.
 */
export const roomChanged = z.object({
  epoch,
  from: rev,
  to: rev,
  content: z.array(contentPart),
  tallies: z.array(tallyPart),
  summary: roomSummary,
  /** About how long from one `acknowledge-head` to the next, in ms, when that changed. */
  acknowledgeEveryMs: z.optional(z.int().check(z.minimum(1))),
});
export type RoomChanged = z.infer<typeof roomChanged>;
