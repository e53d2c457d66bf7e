/** What every adapter of a port keeps: one suite per port, run by each adapter's own tests. */

export * from './bus.contract.ts';
export * from './limiter.contract.ts';
export * from './presence-store.contract.ts';
export * from './room-store.contract.ts';
export {
  Bench,
  codesOf,
  found,
  guest,
  idOf,
  keeper,
  type MakeStore,
  names,
  type StoreUnderTest,
} from './room-store-bench.ts';
export type { TestApi } from './test-api.ts';
