/** How long to wait before the next try, so that many clients do not come back at once (CONN-2). */

/** Longest wait, in ms. */
const WAIT_MAX_MS = 30_000;
/** Window when a server announced none, in ms: what a single restart takes. */
const WINDOW_DEFAULT_MS = 1_000;

/**
 * A random time: in the first try inside the window that the server announced, doubled with each further try ("full jitter").
 * `attempt` counts from 0; `chance` is in [0, 1).
 */
export function waitMs(attempt: number, windowMs: number | undefined, chance: number): number {
  const window = attempt === 0 ? (windowMs ?? WINDOW_DEFAULT_MS) : Math.max(windowMs ?? 0, WINDOW_DEFAULT_MS) * 2 ** attempt;
  return Math.floor(chance * Math.min(WAIT_MAX_MS, window));
}
