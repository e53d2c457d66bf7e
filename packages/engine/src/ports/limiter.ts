/** Token buckets, shared by all instances where they share anything. */
import type { Rate, RateName } from '@parley/protocol';

/** Allowed, or the earliest time for the next try in ms from now. */
export type Permit = { readonly allowed: true } | { readonly allowed: false; readonly retryAfterMs: number };

export interface Limiter {
  /** Takes one permit from the bucket (name, key), all or nothing. Never rejects: without its store it is stricter, not open. */
  take(name: RateName, key: string): Promise<Permit>;
  /** Puts a permit back that was taken for a try which another bucket refused. Fire and forget. */
  giveBack(name: RateName, key: string): void;
  /** The rates in force. */
  readonly rates: Readonly<Record<RateName, Rate>>;
}
