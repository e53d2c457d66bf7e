import * as z from 'zod/mini';
import { TOKEN_MAX_CHARS } from '../limits.ts';

/** Tells a live connection who writes from now on; the answer is how the room's readers will know them. */
export const identify = z.strictObject({ token: z.string().check(z.maxLength(TOKEN_MAX_CHARS)) });
export type Identify = z.infer<typeof identify>;
