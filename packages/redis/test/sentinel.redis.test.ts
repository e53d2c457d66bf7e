import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { memoryRoomStore } from '@parley/engine/memory';
import { type Child, freePort, type Redis, redisServer, startChild, startRedis } from '@parley/topology';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { startInstance } from './instances.ts';

/** Silence after which the Sentinel gives a primary up, ms: short, since the test waits for it. */
const DOWN_AFTER_MS = 500;

let folder: string;
let servers: readonly [Redis, Redis];
let sentinel: Child;
let sentinelPort: number;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'parley-sentinel-'));
  servers = [await startRedis(), await startRedis()];
  const [primary, replica] = servers;
  await replica.command('REPLICAOF', '127.0.0.1', `${primary.port}`);
  sentinelPort = await freePort();
  const settings = [
    `port ${sentinelPort}`,
    'bind 127.0.0.1',
    `dir ${folder}`,
    `sentinel monitor main 127.0.0.1 ${primary.port} 1`,
    `sentinel down-after-milliseconds main ${DOWN_AFTER_MS}`,
    'sentinel failover-timeout main 2000',
  ];
  writeFileSync(join(folder, 'sentinel.conf'), `${settings.join('\n')}\n`);
  sentinel = startChild(redisServer(), [join(folder, 'sentinel.conf'), '--sentinel'], { argv0: 'redis-sentinel' });
  // It asks the primary for its replicas and only then could choose one.
  await sentinel.said('+slave slave');
});
afterEach(async () => {
  sentinel.kill('SIGKILL');
  await sentinel.exited;
  for (const server of servers) await server.close();
  rmSync(folder, { recursive: true });
});

it('HEAD-2 a primary that dies behind its Sentinel: all is seen meanwhile, and the replica carries on', async () => {
  const url = `redis+sentinel://127.0.0.1:${sentinelPort}/main`;
  const store = memoryRoomStore();
  const instances = await Promise.all([startInstance(url, store), startInstance(url, store)]);
  const [here, there] = instances;
  const [ann, bob] = [await here.enter('ann'), await there.enter('bob')];
  await ann.write('by the first primary');
  await bob.saw(['by the first primary']);

  await servers[0].kill();
  await ann.write('by the store alone');
  await bob.saw(['by the store alone']);
  await sentinel.said('+switch-master main');
  await Promise.all(instances.map((one) => one.ready(true)));
  const before = there.metrics.counted('gaps-healed');
  await ann.write('by the new primary');
  await bob.saw(['by the new primary']);
  expect(there.metrics.counted('gaps-healed')).toBe(before);

  await Promise.all(instances.map((one) => one.close()));
}, 120_000);
