/** Instances' ends of one Redis, with real time. */
import type { Clock, Log } from '@parley/engine';
import { nullLog } from '@parley/engine/memory';
import { redisNames } from '../src/channels.ts';
import { type Connections, closeConnection, openConnections } from '../src/connections.ts';
import { newInstanceId } from '../src/instance-id.ts';
import { RedisBus } from '../src/redis-bus.ts';
import { readRedisUrl } from '../src/redis-url.ts';

export const names = redisNames();
export const random = { next: () => Math.random() };

export const systemClock: Clock = {
  now: () => Date.now(),
  steady: () => performance.now(),
  after(ms, run) {
    const timer = setTimeout(run, ms);
    timer.unref();
    return { cancel: () => clearTimeout(timer) };
  },
  yield: () => new Promise((resolve) => setImmediate(resolve)),
};

export interface Line extends Connections {
  readonly instance: string;
  close(): void;
}

export function connect(url: string, log: Log = nullLog()): Line {
  const read = readRedisUrl(url);
  if (!read.ok) throw new Error(read.fault);
  const connections = openConnections(read.target, { random, log });
  const close = (): void => Object.values(connections).forEach(closeConnection);
  return { ...connections, instance: newInstanceId(random), close };
}

/** Resolves when the connection takes commands. */
export const ready = (redis: Connections['commands']): Promise<void> =>
  redis.status === 'ready' ? Promise.resolve() : new Promise((resolve) => redis.once('ready', () => resolve()));

export interface BusEnd {
  readonly bus: RedisBus;
  readonly line: Line;
  /** Resolves when the line is whole and what is published is sent. */
  whole(): Promise<void>;
  close(): Promise<void>;
}

export async function openBus(url: string, log: Log = nullLog(), clock = systemClock): Promise<BusEnd> {
  const line = connect(url, log);
  const bus = new RedisBus({ connections: line, names, instance: line.instance, clock, log });
  const end: BusEnd = {
    bus,
    line,
    async whole() {
      await ready(line.commands);
      await new Promise<void>((resolve) => {
        const stop = bus.watch({
          beat() {},
          line(isWhole) {
            if (!isWhole) return;
            stop();
            resolve();
          },
        });
      });
    },
    async close() {
      await bus.close();
      line.close();
    },
  };
  await end.whole();
  return end;
}

/** Resolves when all that these lines have published has arrived: each connection answers in its order. */
export async function arrived(lines: readonly Line[]): Promise<void> {
  await Promise.all(lines.map(({ commands }) => commands.ping()));
  await Promise.all(lines.map(({ subscriber }) => subscriber.ping()));
}
