import type { Log } from '@parley/engine';
import { memoryRoomStore } from '@parley/engine/memory';
import { type Redis, startRedis } from '@parley/topology';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { type Instance, startInstance, type Viewer } from './instances.ts';
import { type MuteProxy, muteProxy } from './mute-proxy.ts';

let redis: Redis;
let proxy: MuteProxy;
let [here, there]: Instance[] = [];
let [ann, bob]: Viewer[] = [];
/** What the instance behind the proxy told its operator. */
let said: string[];

beforeEach(async () => {
  redis = await startRedis();
  proxy = await muteProxy(redis.port);
  said = [];
  const hear = (event: string): void => void said.push(event);
  const log: Log = { info: hear, warn: hear, error: hear };
  const store = memoryRoomStore();
  [here, there] = await Promise.all([startInstance(redis.url, store), startInstance(proxy.url, store, log)]);
  [ann, bob] = await Promise.all([here.enter('ann'), there.enter('bob')]);
});
afterEach(async () => {
  await Promise.all([here?.close(), there?.close()]);
  await proxy.close();
  await redis.close();
});

const people = (): readonly [Viewer, Viewer] => [ann!, bob!];
const instances = (): readonly [Instance, Instance] => [here!, there!];

/** Both write; resolves when both saw all of it. */
async function talk(about: string, texts = 5): Promise<void> {
  const written: string[] = [];
  for (let i = 0; i < texts; i += 1) {
    await Promise.all(
      people().map((person, who) => {
        const text = `${about} ${i} of ${who}`;
        written.push(text);
        return person.write(text);
      }),
    );
  }
  await Promise.all(people().map((person) => person.saw(written)));
}

const healed = (): number => instances().reduce((sum, { metrics }) => sum + metrics.counted('gaps-healed'), 0);

const ready = (isReady: boolean) => Promise.all(instances().map((one) => one.ready(isReady)));

/** Everything is by the bus again: nothing has to be read for it. */
async function isWell(): Promise<void> {
  await ready(true);
  await talk('settles');
  const before = healed();
  await talk('all well');
  expect(healed()).toBe(before);
}

it('HEAD-2 a Redis that is killed and comes back: all see everything, all the time, and one line tells of it', async () => {
  await talk('before');
  await redis.kill();
  await talk('without');
  expect(healed()).toBeGreaterThan(0);
  await ready(false);
  await talk('still without');
  await redis.start();
  await isWell();
  expect(said).toEqual(['redis-lost', 'redis-back']);
  expect(there!.metrics.counted('bus-reconnects')).toBe(1);
});

it('HEAD-2 a Redis that pauses or hangs: what is written meanwhile is seen before it goes on', async () => {
  await redis.command('CLIENT', 'PAUSE', '600000', 'ALL');
  await ready(false);
  await talk('paused');
  // Only a new connection is told; it ends the pause for all.
  await redis.kill();
  await redis.start();
  await isWell();
  redis.freeze(true);
  await ready(false);
  await talk('frozen');
  redis.freeze(false);
  await isWell();
});

it('HEAD-5 subscribers that are cut off while people write miss nothing', async () => {
  for (let cut = 1; cut <= 3; cut += 1) {
    const talking = talk(`cut ${cut}`, 20);
    await redis.command('CLIENT', 'KILL', 'TYPE', 'pubsub');
    await talking;
  }
  await isWell();
});

it('HEAD-3 a subscriber that is open and mute is begun anew, and told of once', async () => {
  proxy.mute();
  await there!.ready(false);
  await talk('mute');
  await isWell();
  expect(there!.metrics.counted('bus-renewals')).toBe(1);
  expect(here!.metrics.counted('bus-renewals')).toBe(0);
  expect(said).toEqual(['bus-mute', 'bus-back']);
});

it('HEAD-1 a Redis that is emptied under load changes nothing', async () => {
  const talking = talk('emptied', 20);
  await redis.command('FLUSHALL');
  await redis.command('SCRIPT', 'FLUSH');
  await talking;
  await isWell();
  expect(said).toEqual([]);
});

it('HEAD-2 a Redis that refuses to publish is no different from none', async () => {
  await redis.command('ACL', 'SETUSER', 'default', '-publish');
  await talk('refused');
  await redis.command('ACL', 'SETUSER', 'default', '+publish');
  await isWell();
});
