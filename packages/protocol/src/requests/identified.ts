import * as z from 'zod/mini';
import { authorTag } from '../ids.ts';

/** How the room's readers know who identified themselves. */
export const identified = z.object({ me: authorTag });
export type Identified = z.infer<typeof identified>;
