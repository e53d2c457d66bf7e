/** All faults, in the order in which they run. */
import { calm } from './calm.ts';
import type { Fault } from './fault.ts';
import { crashBeforePublish, freeze, kill } from './instances.ts';
import { clientNetwork, postgresNetwork, redisNetwork } from './networks.ts';
import { postgresCrash, postgresRestore } from './postgres.ts';
import { redisCut, redisFlush, redisPause, redisRestart } from './redis.ts';

const BREAKING: readonly Fault[] = [
  ...[kill, freeze, crashBeforePublish],
  ...[redisRestart, redisFlush, redisCut, redisPause],
  ...[postgresCrash, postgresRestore],
  ...[clientNetwork, redisNetwork, postgresNetwork],
];

/** First the run that shows what comes about without any. */
const FAULTS: readonly Fault[] = [calm([...new Set(BREAKING.flatMap(({ reaches }) => reaches))]), ...BREAKING];

export const faultNamed = (name: string): Fault | undefined => FAULTS.find((fault) => fault.name === name);

export const FAULT_NAMES: readonly string[] = FAULTS.map(({ name }) => name);
