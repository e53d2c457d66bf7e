/**
 * Notices other instances that fall silent. One that died may have committed what it could not tell; one that lost its line
 * commits on, and is heard again.
 */

/** Silence after which an instance is missed, ms: six beats. */
export const SILENT_MS = 3_000;
/** Silence after which it counts as dead, ms: what it did is known by then, and one that comes back is noticed as such. */
export const DEAD_MS = 15_000;
/** How long it is remembered, ms. */
const REMEMBERED_MS = 600_000;

export class PeerWatch {
  /** When each was last heard, steady ms; the longest silent first. */
  readonly #heard = new Map<string, number>();

  /** A sign of life; true when it was missed before. */
  heard(instance: string, now: number): boolean {
    const before = this.#heard.get(instance);
    this.#heard.delete(instance);
    this.#heard.set(instance, now);
    return before !== undefined && now - before >= SILENT_MS;
  }

  /** Whether one is silent that may still live. */
  isMissing(now: number): boolean {
    for (const [instance, at] of this.#heard) {
      const silentMs = now - at;
      if (silentMs < SILENT_MS) return false;
      if (silentMs < DEAD_MS) return true;
      if (silentMs >= REMEMBERED_MS) this.#heard.delete(instance);
    }
    return false;
  }

  /** Nobody could be heard until now. */
  excuse(now: number): void {
    for (const [instance, at] of this.#heard) if (now - at < DEAD_MS) this.#heard.set(instance, now);
  }
}
