/**
 * Notices other instances that fall silent. One that died may have committed what it could not tell; one that lost its line
 * commits on, and is heard again.
 */

/** Silence after which an instance is missed, ms: six beats. */
export const SILENT_MS = 3_000;
/** Silence after which it counts as dead, ms: so long it might commit on, cut off from the others alone. Who stops in order says so. */
const DEAD_MS = 600_000;

export class PeerWatch {
  /** When each was last heard, steady ms; the longest silent first. */
  readonly #heard = new Map<string, number>();

  /** A sign of life. True when it is the first: what it did before nobody may have been told. */
  heard(instance: string, now: number): boolean {
    const isNew = !this.#heard.delete(instance);
    this.#heard.set(instance, now);
    return isNew;
  }

  /** It stopped, and said so. */
  left(instance: string): void {
    this.#heard.delete(instance);
  }

  /** Whether one is silent that may still live. */
  isMissing(now: number): boolean {
    for (const [instance, at] of this.#heard) {
      const silentMs = now - at;
      if (silentMs < SILENT_MS) return false;
      if (silentMs < DEAD_MS) return true;
      this.#heard.delete(instance);
    }
    return false;
  }

  /** Nobody could be heard until now. */
  excuse(now: number): void {
    for (const instance of this.#heard.keys()) this.#heard.set(instance, now);
  }
}
