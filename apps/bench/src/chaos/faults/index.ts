/** All faults, in the order in which they run. */
import { calm } from './calm.ts';
import type { Fault } from './fault.ts';
import { crashBeforePublish, freeze, kill } from './instances.ts';
import { clientNetwork, postgresNetwork, redisNetwork } from './networks.ts';
import { postgresCrash, postgresRestore } from './postgres.ts';
import { redisCut, redisFlush, redisPause, redisRestart } from './redis.ts';

const ALWAYS_NEW: readonly (() => Fault)[] = [
  // First: what it reaches no other run may claim.
  () => calm,
  () => kill,
  () => freeze,
  () => crashBeforePublish,
  () => redisRestart,
  () => redisFlush,
  () => redisCut,
  () => redisPause,
  () => postgresCrash,
  postgresRestore,
  () => clientNetwork,
  () => redisNetwork,
  () => postgresNetwork,
];

/** One of its own for a run: some remember what they did. */
export const newFault = (name: string): Fault | undefined =>
  ALWAYS_NEW.map((make) => make()).find((fault) => fault.name === name);

export const FAULT_NAMES: readonly string[] = ALWAYS_NEW.map((make) => make().name);
