/** How long clients wait before they come back, each as its own client does. */

/** Socket.IO's client as it comes: 1 s, doubled, give or take half, at most 5 s (socket.io-client documentation, "Manager"). */
function socketIoWaitMs(attempt: number): number {
  const wait = 1_000 * 2 ** attempt;
  const jitter = Math.random() * 0.5 * wait;
  return Math.min(5_000, Math.random() < 0.5 ? wait - jitter : wait + jitter);
}

/** Parley's client (SPEC CONN-2): a random time inside the server's window, doubled with each further try, at most 30 s. */
function parleyWaitMs(attempt: number, windowMs: number): number {
  const window = attempt === 0 ? windowMs : Math.max(windowMs, 1_000) * 2 ** attempt;
  return Math.random() * Math.min(30_000, window);
}

/** `windowMs`: what the server announced; undefined when it announces nothing. */
export const waitMs = (attempt: number, windowMs: number | undefined): number =>
  windowMs === undefined ? socketIoWaitMs(attempt) : parleyWaitMs(attempt, windowMs);
