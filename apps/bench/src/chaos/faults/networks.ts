/** What can happen to a network: slow, uneven, narrow, dead without a word, cut. One road at a time, or all of its kind. */
import type { FaultProxy, Faults } from '@parley/topology';
import type { StateName } from '../states.ts';
import type { Place } from '../world.ts';
import type { Fault } from './fault.ts';

type Trouble = { readonly name: string; readonly faults?: Faults; readonly least: number; readonly most: number };

/** In turn. `least` and `most`: how long it lasts, ms. A reset needs no time. */
const TROUBLES: readonly Trouble[] = [
  { name: 'blackhole to the client', faults: { blackhole: 'to-client' }, least: 500, most: 4_500 },
  { name: 'delay', faults: { delayMs: 120 }, least: 500, most: 2_000 },
  { name: 'reset', least: 0, most: 0 },
  { name: 'jitter', faults: { delayMs: 10, jitterMs: 250 }, least: 500, most: 2_000 },
  { name: 'blackhole', faults: { blackhole: 'both' }, least: 500, most: 4_500 },
  { name: 'throttle', faults: { bytesPerSecond: 24_000 }, least: 500, most: 2_500 },
  { name: 'refused', faults: { refuse: true }, least: 300, most: 2_000 },
  { name: 'blackhole to the server', faults: { blackhole: 'to-server' }, least: 500, most: 4_500 },
];
/** Share of the strikes that meet all instances at once. */
const ALL_SHARE = 0.25;

function network(name: string, says: string, road: (place: Place) => FaultProxy, reaches: readonly StateName[]): Fault {
  return {
    name,
    says,
    reaches,
    kinds: TROUBLES.length,
    async strike({ world, anyPlace, chance, say, spell }, count) {
      const trouble = TROUBLES[(count - 1) % TROUBLES.length] as Trouble;
      const places = chance() < ALL_SHARE ? world.places : [anyPlace()];
      say(`${trouble.name}: ${places.map((place) => place.name).join(', ')}`);
      for (const place of places) {
        if (trouble.faults) road(place).set(trouble.faults);
        if (!trouble.faults || trouble.faults.refuse) road(place).reset();
      }
      await spell(trouble.least, trouble.most);
      for (const place of places) road(place).set({});
    },
  };
}

const kinds = 'Delay, jitter, throttle, blackholes in both and either direction, refusals and resets between';

export const clientNetwork = network('client-network', `${kinds} clients and instances.`, (place) => place.clients, [
  'lines-lost',
  'catch-ups',
  'known-retries',
]);
export const redisNetwork = network('redis-network', `${kinds} instances and Redis.`, (place) => place.redis, [
  'bus-reconnects',
  'head-queries',
]);
export const postgresNetwork = network('postgres-network', `${kinds} instances and Postgres.`, (place) => place.postgres, [
  'store-refusals',
  'known-retries',
  'commits-resolved',
]);
