/** Counts the connections of each address, so that one host cannot take all that a process has to give (CONN-10). */
import { toldOnce } from './told-once.ts';

/** Where nothing else is said: a campus or a carrier's gateway has many readers, and a script stays a small part of a process. */
export const CONNECTIONS_PER_ADDRESS = 1_000;
/** When to try again after a refusal, ms: people come and go in minutes. */
export const CONNECTIONS_RETRY_MS = 15_000;

/** Programs on this machine, such as a proxy whose header is not believed: they are not what the bound is for. */
const isLoopback = (address: string): boolean => address.startsWith('127.') || address === '0:0:0:0::/64';

export class AddressConnections {
  readonly #most: number;
  readonly #held = new Map<string, number>();
  /** True once for each address, so that the log stays for people. */
  readonly isFirstRefusal = toldOnce();

  constructor(most: number) {
    this.#most = most;
  }

  /** False where the address holds as many as it may; otherwise it holds one more. */
  take(address: string): boolean {
    const held = this.#held.get(address) ?? 0;
    if (held >= this.#most && !isLoopback(address)) return false;
    this.#held.set(address, held + 1);
    return true;
  }

  release(address: string): void {
    const held = this.#held.get(address) ?? 0;
    if (held > 1) this.#held.set(address, held - 1);
    else this.#held.delete(address);
  }
}
