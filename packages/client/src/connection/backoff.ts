/** How long to wait before the next try, so that many clients do not come back at once (CONN-2). */

/** Longest window of the first tries, in ms: whoever is cut off is back within 10 s of the end of a trouble, however often it struck. */
const WINDOW_MAX_MS = 8_000;
/** Tries of that kind: about a minute. A trouble that lasts longer is asked about less often, at the pace of the longest window. */
const BRISK_TRIES = 15;
/** Longest window at all, in ms, announced or not. */
const WINDOW_LONGEST_MS = 30_000;
/** Window when a server announced none, in ms: what a single restart takes. */
const WINDOW_DEFAULT_MS = 1_000;

/**
 * A random time: in the first try inside the window that the server announced, doubled with each further try ("full jitter"), never
 * shorter than what a crowd needs. `attempt` counts from 0; `chance` is in [0, 1).
 */
export function waitMs(attempt: number, windowMs: number | undefined, chance: number): number {
  const announced = windowMs ?? WINDOW_DEFAULT_MS;
  const most = attempt < BRISK_TRIES ? Math.max(WINDOW_MAX_MS, announced) : WINDOW_LONGEST_MS;
  const window = attempt === 0 ? announced : Math.max(announced, WINDOW_DEFAULT_MS) * 2 ** attempt;
  return Math.floor(chance * Math.min(window, most, WINDOW_LONGEST_MS));
}
