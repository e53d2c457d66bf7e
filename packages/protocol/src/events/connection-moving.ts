import * as z from 'zod/mini';

/**
 * The server will stop: it refuses writes with `going-away` from now on and sends changes for a while. A client comes back at a random
 * moment inside the window, in ms, and leaves this connection then. Not sent to clients older than version 2.
 */
export const connectionMoving = z.object({ windowMs: z.int().check(z.minimum(0)) });
export type ConnectionMoving = z.infer<typeof connectionMoving>;
