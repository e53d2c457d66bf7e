import * as z from 'zod/mini';

/** How many people watch the room now. At most once in 3 s and only when it changed. */
export const presenceChanged = z.object({ watching: z.int().check(z.minimum(0)) });
export type PresenceChanged = z.infer<typeof presenceChanged>;
