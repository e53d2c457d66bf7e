/** All rows, in the order of the docs. */
import type { Row } from '../row.ts';
import { ackLatency } from './ack-latency.ts';
import { avalanche } from './avalanche.ts';
import { busyRoom } from './busy-room.ts';
import { eachFrame } from './each-frame.ts';
import { hostile } from './hostile.ts';
import { hotRoom } from './hot-room.ts';
import { memory } from './memory.ts';
import { redisDown } from './redis-down.ts';
import { rollingRestartRow } from './rolling-restart.ts';
import { slowConsumers } from './slow-consumers.ts';
import { storm } from './storm.ts';
import { twoInstances } from './two-instances.ts';
import { viewers } from './viewers.ts';

export const ROWS: readonly Row[] = [
  eachFrame,
  viewers,
  busyRoom,
  ackLatency,
  twoInstances,
  storm,
  hotRoom,
  avalanche,
  redisDown,
  rollingRestartRow,
  memory,
  slowConsumers,
  hostile,
];
