import * as z from 'zod/mini';
import { refusal } from '../refusals.ts';

/** Sent before the server closes a connection: why, and the window inside which to come back, in ms. */
export const connectionClosing = z.object({ refusal, retryWindowMs: z.int().check(z.minimum(0)) });
export type ConnectionClosing = z.infer<typeof connectionClosing>;
