/** The end of a run: everybody is given the time that a client may need, then all say what they hold. */
import { siteTransport } from '../actors/site-transport.ts';
import type { Viewer } from '../actors/viewer.ts';
import { delay } from '../delay.ts';
import type { Recorder } from '../history/recorder.ts';
import type { World } from '../world.ts';
import { readDatabase } from './read-database.ts';
import { walkRoom } from './walk-room.ts';

/** Longest wait, ms: a line that died without a word is noticed within 30 s, and then somebody has to come back. */
const SETTLE_MAX_MS = 45_000;
/** Nothing was told to anybody for so long, ms: pages that were still under way have come. */
const QUIET_MS = 400;
const LOOK_EVERY_MS = 50;

/** Ms until the last viewer had everything; undefined when somebody never had. */
export async function settle(
  world: World,
  room: string,
  viewers: readonly Viewer[],
  recorder: Recorder,
): Promise<number | undefined> {
  const since = recorder.now();
  const isLate = () => recorder.now() - since > SETTLE_MAX_MS;
  while (!viewers.every((viewer) => viewer.isIdle()) && !isLate()) await delay(LOOK_EVERY_MS);
  const database = await readDatabase(world.cluster.databaseUrl, room);
  const revs = [...database.content.map((part) => part.contentRev), ...database.tallies.map((part) => part.tallyRev)];
  const changed = Math.max(0, ...revs);
  const reached = () => viewers.every((viewer) => viewer.hasReached(database.epoch, changed));
  while (!reached() && !isLate()) await delay(LOOK_EVERY_MS);
  const ms = reached() ? Math.round(recorder.now() - since) : undefined;
  for (let last = recorder.lines.length; ; last = recorder.lines.length) {
    await delay(QUIET_MS);
    if (recorder.lines.length === last || isLate()) break;
  }
  for (const viewer of viewers) viewer.tell();
  for (const { name, instance } of world.places) recorder.record(await walkRoom(name, siteTransport(instance.url), room));
  recorder.record(await readDatabase(world.cluster.databaseUrl, room));
  return ms;
}
