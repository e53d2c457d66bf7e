/** The end of a run: everybody is given the time that a client may need, then all say what they hold. */
import type { Audience } from '../actors/audience.ts';
import { siteTransport } from '../actors/site-transport.ts';
import { delay } from '../delay.ts';
import type { HistoryLine } from '../history/lines.ts';
import type { Recorder } from '../history/recorder.ts';
import type { World } from '../world.ts';
import { readDatabase } from './read-database.ts';
import { walkRoom } from './walk-room.ts';

/**
 * Longest wait, ms: a line that died without a word is noticed within 30 s, and then somebody has to come back; what a
 * narrow line lacks takes its time.
 */
const SETTLE_MAX_MS = 150_000;
/** Behind a line that was too narrow until the end: how long what it lacks takes is no matter of healing. It must get there all the same. */
const LATE_ANYWAY = 'viewer-narrow';
/** Nothing was told to anybody for so long, ms: pages that were still under way have come. */
const QUIET_MS = 400;
const LOOK_EVERY_MS = 50;

/**
 * Ms until the last viewer on a line that carries had everything, from now or from the last acknowledgement, since those who write
 * may wait before they try again; undefined when anybody never had. Then those who stand somewhere are led back there.
 */
export async function settle(
  world: World,
  room: string,
  { viewers, arrange }: Pick<Audience, 'viewers' | 'arrange'>,
  recorder: Recorder,
): Promise<number | undefined> {
  const since = recorder.now();
  const isLate = () => recorder.now() - since > SETTLE_MAX_MS;
  const until = async (holds: () => boolean) => {
    while (!holds() && !isLate()) await delay(LOOK_EVERY_MS);
  };
  const gone = epochsBeforeReturn(recorder.lines);
  const steady = async () => {
    let ms: number | undefined;
    for (let isSteady = false; !isSteady && !isLate(); ) {
      await until(() => viewers.every((viewer) => viewer.isIdle()));
      const { epoch, changed } = await endOf(world, room);
      const reached = (some = viewers) => !gone.has(epoch) && some.every((viewer) => viewer.hasReached(epoch, changed));
      await until(() => gone.has(epoch) || reached(viewers.filter(({ who }) => who !== LATE_ANYWAY)));
      const acked = recorder.lines.findLast((line) => line.kind === 'answered' && line.answer.ok)?.at ?? since;
      const spent = Math.round(recorder.now() - Math.max(since, acked));
      await until(() => gone.has(epoch) || reached());
      ms = reached() ? spent : undefined;
      const before = recorder.lines.length;
      await delay(QUIET_MS);
      isSteady = reached() && recorder.lines.length === before;
    }
    return ms;
  };
  const ms = await steady();
  await arrange();
  await steady();
  for (const viewer of viewers) viewer.tell();
  for (const { name, instance } of world.places) recorder.record(await walkRoom(name, siteTransport(instance.url), room));
  recorder.record(await readDatabase(world.cluster.databaseUrl, room));
  return ms;
}

/** The history that the database is in, and the last change that is told in it. */
async function endOf(world: World, room: string): Promise<{ readonly epoch: string; readonly changed: number }> {
  const { epoch, content, tallies } = await readDatabase(world.cluster.databaseUrl, room);
  const revs = [...content.map(({ contentRev }) => contentRev), ...tallies.map(({ tallyRev }) => tallyRev)];
  return { epoch, changed: Math.max(0, ...revs) };
}

/** Histories that ended when an older copy took the database's place: until an instance has noticed, the copy knows no other one. */
function epochsBeforeReturn(lines: readonly HistoryLine[]): ReadonlySet<string> {
  const returned = lines.findLastIndex((line) => line.kind === 'restored');
  const before = lines.slice(0, Math.max(0, returned));
  return new Set(before.flatMap((line) => (line.kind === 'framed' || line.kind === 'welcomed' ? [line.epoch] : [])));
}
