/** For those who want no log and no numbers. */
import type { Log, Metrics } from '@parley/engine';

const nothing = () => undefined;

export const noLog: Log = { info: nothing, warn: nothing, error: nothing };
export const noMetrics: Metrics = { count: nothing, observe: nothing, set: nothing };
