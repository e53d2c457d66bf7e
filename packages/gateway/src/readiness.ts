/** Whether an instance should get new viewers, and what is wrong with it. */
import type { Clock, Engine, RoomStore } from '@parley/engine';
import type { RoomSlug } from '@parley/protocol';

/**
 * `draining`: it is stopping, and those who come are sent on · `store-unavailable`: nothing can be read · `subscription-broken`:
 * the other instances are not heard, and their changes come by asking the store.
 */
export type ReadinessReason = 'draining' | 'store-unavailable' | 'subscription-broken';

/** `degraded` is ready too: what people get is right, the changes of other instances only come later (OPS-1). */
export interface Readiness {
  readonly status: 'ready' | 'degraded' | 'not-ready';
  readonly reasons: readonly ReadinessReason[];
}

export interface ReadinessParts {
  readonly engine: Engine;
  readonly store: RoomStore;
  readonly clock: Clock;
  /** Whether the broker takes commands; that news come from it too, the engine knows. */
  readonly isBusReady: () => boolean;
  /** Whether it was told to stop. */
  readonly isRetired: () => boolean;
}

/** Asked of the store to see that it answers; no such room needs to exist. */
const PROBE = 'readyz' as RoomSlug;
/** A store that takes longer for one row is of no use to anybody who waits for a page, ms. */
const ANSWER_MAX_MS = 1_000;

/** A function that looks. Looks at the same time share one question to the store, so that nobody loads it by asking. */
export function readinessOf({ engine, store, clock, isBusReady, isRetired }: ReadinessParts): () => Promise<Readiness> {
  let underWay: Promise<boolean> | undefined;
  const ask = async (): Promise<boolean> => {
    const answer = store.findRoom(PROBE).then(
      () => true,
      () => false,
    );
    let cancel: (() => void) | undefined;
    const late = new Promise<boolean>((resolve) => {
      const timer = clock.after(ANSWER_MAX_MS, () => resolve(false));
      cancel = () => timer.cancel();
    });
    return Promise.race([answer, late]).finally(() => cancel?.());
  };
  const storeAnswers = (): Promise<boolean> => {
    underWay ??= ask().finally(() => {
      underWay = undefined;
    });
    return underWay;
  };
  return async () => {
    const grave: ReadinessReason[] = [];
    const { draining } = engine.status();
    if (isRetired() || draining) grave.push('draining');
    if (!(await storeAnswers())) grave.push('store-unavailable');
    const isHearing = isBusReady() && (draining || engine.isReady());
    const light: ReadinessReason[] = isHearing ? [] : ['subscription-broken'];
    const status = grave.length > 0 ? 'not-ready' : light.length > 0 ? 'degraded' : 'ready';
    return { status, reasons: [...grave, ...light] };
  };
}
