/** One run: a seed chooses what happens for so many steps; then all faults end, and everybody must agree. */
import { step } from './actions.ts';
import { makePast, makePeople } from './builders.ts';
import type { Doctor } from './doctor.ts';
import type { Violation } from './history.ts';
import { checkLate, LATE_MS } from './invariants/check-late.ts';
import { checkWorld } from './invariants/check-world.ts';
import { isQuiet } from './invariants/quiet.ts';
import { readTruth } from './invariants/truth.ts';
import type { RareStates } from './rare-states.ts';
import { keep } from './server-faults.ts';
import { ROOM, World } from './world.ts';

export const STEPS = 100;
/** Time after the storm in which everything must have settled, ms: twice the longest wait of a client after refusals. */
const HEAL_MS = 300_000;

/** Time in which a last word is stored, ms: less than beats tell of its head. */
const LAST_WORD_MS = 1_500;

/** How long own votes of another device may be behind their rows, ms: a server waits a second for a lost message before it reads. */
const OWN_FACTS_MS = 1_500;

export interface RunResult {
  readonly seed: number;
  readonly violations: readonly Violation[];
  readonly rare: RareStates;
  readonly steps: readonly string[];
  readonly world: World;
}

export async function run(seed: number, { steps = STEPS, doctor = {} as Doctor } = {}): Promise<RunResult> {
  const world = new World(seed, doctor);
  world.start();
  makePeople(world, await makePast(world));
  const did: string[] = [];
  for (let i = 0; i < steps; i += 1) did.push(`${Math.round(world.clock.steady())} ${await step(world)}`);
  await heal(world);
  await checkWorld(world);
  for (const { client } of world.participants) client.close();
  for (const server of [...world.servers, ...world.draining]) server.kill();
  return { seed, violations: world.history.violations, rare: world.rare, steps: did, world };
}

async function heal(world: World): Promise<void> {
  world.calm();
  const end = world.clock.steady();
  await world.clock.advance(500);
  for (const who of world.participants) {
    who.hint('online');
    who.hint('woke');
    who.client.setPace('follow');
  }
  await unlock(world);
  if (world.servers.length > 1 && world.chance.hit(0.6)) await lastWord(world);
  const stood = await readTruth(world);
  while (world.clock.steady() < end + LATE_MS) {
    if (await isQuietFor(world, OWN_FACTS_MS)) break;
    await world.clock.advance(500);
  }
  checkLate(world, stood);
  world.mend();
  let left = HEAL_MS;
  for (let wait = 500; left > 0; left -= wait, wait = Math.min(10_000, wait * 1.5)) {
    if (await isQuietFor(world, OWN_FACTS_MS)) return;
    await unlock(world);
    await world.clock.advance(wait);
  }
}

async function isQuietFor(world: World, ms: number): Promise<boolean> {
  if (!(await isQuiet(world))) return false;
  await world.clock.advance(ms);
  return isQuiet(world);
}

/** Something that no message tells of, in some worlds while a line is not mended. */
async function lastWord(world: World): Promise<void> {
  if (world.chance.hit(0.5)) world.leaveALine();
  world.bus.losesChanges = true;
  const [who] = world.participants;
  const body = world.newText('the last word');
  const posted = who?.client.postComment(null, body);
  if (posted?.ok) who?.wishes.posts.set(posted.value, body);
  await world.clock.advance(LAST_WORD_MS);
  world.bus.losesChanges = false;
}

/** Only where it is locked: a last change would tell every server of the head, and they have to find it without. */
async function unlock(world: World): Promise<void> {
  const room = await world.store.findRoom(ROOM);
  if (room?.status !== 'locked') return;
  const kept = keep(world, 'unlock-room');
  await world.clock.advance(20);
  await kept;
}
