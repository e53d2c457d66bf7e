/** A room in which nobody writes, over a bus that brings nothing of it: what happens to its database is found by looking. */
import { stateOf } from '@parley/client/inspect';
import { expect, it } from 'vitest';
import { makePast, makePeople } from '../src/builders.ts';
import { CALM } from '../src/climate.ts';
import type { Doctor } from '../src/doctor.ts';
import { checkWorld } from '../src/invariants/check-world.ts';
import { isQuiet } from '../src/invariants/quiet.ts';
import { World } from '../src/world.ts';

/** The audit's pace (HEAD-6) and what clients then need to come back, ms. */
const FOUND_MS = 30_000 + 3_000;

/** Own beats come back, so that nobody polls; of changes and heads nothing is told. */
const SILENT_BUS: Doctor = { publishes: () => false, beat: () => [] };

const epochs = (world: World): unknown[] => [...new Set(world.participants.map(({ client }) => stateOf(client)?.epoch))];

async function idleRoom(doctor: Doctor): Promise<World> {
  const world = new World(1, doctor);
  world.climate = { ...CALM, servers: 3, past: 12 };
  world.start();
  makePeople(world, await makePast(world));
  await world.clock.advance(FOUND_MS);
  expect(world.participants.map(({ client }) => client.view.status)).toEqual(world.participants.map(() => 'live'));
  return world;
}

function end(world: World): void {
  for (const { client } of world.participants) client.close();
  for (const server of world.servers) server.kill();
}

it('HEAD-6 SYNC-9 a new epoch reaches the viewers of an idle room by the audit alone', async () => {
  const world = await idleRoom(SILENT_BUS);
  world.reopenStore();
  await world.clock.settle();
  expect(epochs(world)).toEqual(['epoch-0']);
  await world.clock.advance(FOUND_MS);
  expect(epochs(world)).toEqual(['epoch-1']);
  await checkWorld(world);
  expect(world.history.violations).toEqual([]);
  end(world);
});

it('HEAD-6 SYNC-11 an older database below an idle room is found by the audit alone, and nothing stands that it does not hold', async () => {
  const world = await idleRoom(SILENT_BUS);
  world.backUp();
  world.participants[0]?.client.postComment(null, 'undone');
  await world.clock.advance(FOUND_MS);
  expect(world.participants.map(({ client }) => client.view.summary.comments)).toEqual(world.participants.map(() => 13));
  world.restore();
  await world.clock.advance(FOUND_MS);
  expect(epochs(world)).toEqual(['epoch-1']);
  expect(await isQuiet(world)).toBe(true);
  expect(world.participants.map(({ client }) => client.view.summary.comments)).toEqual(world.participants.map(() => 12));
  end(world);
});

it('HEAD-6 without the audit the viewers of an idle room stay where they are', async () => {
  const world = await idleRoom({ ...SILENT_BUS, heads: () => [] });
  world.reopenStore();
  await world.clock.advance(2 * FOUND_MS);
  expect(epochs(world)).toEqual(['epoch-0']);
  end(world);
});
