import * as z from 'zod/mini';
import { epoch } from '../ids.ts';
import { ownerFact } from '../rows.ts';

/** Own votes that changed, to every session of that person and to nobody else. */
export const mineChanged = z.object({ epoch, facts: z.array(ownerFact) });
export type MineChanged = z.infer<typeof mineChanged>;
