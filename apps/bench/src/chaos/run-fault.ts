/** One run: a world, its writers and viewers, one fault that strikes again and again, and what everybody holds in the end. */
import { seeded } from '../chance.ts';
import { newId } from '../ids.ts';
import { newToken } from '../room.ts';
import { openAudience } from './actors/audience.ts';
import { createCrew } from './actors/crew.ts';
import type { Way } from './actors/recording-transport.ts';
import { siteTransport } from './actors/site-transport.ts';
import { checkHistory, type Violation } from './checker/index.ts';
import { delay } from './delay.ts';
import { sampleDurability } from './durability.ts';
import { settle } from './end/settle.ts';
import type { Fault, Scene } from './faults/fault.ts';
import { createRecorder, type Recorder } from './history/recorder.ts';
import { createInstanceNumbers } from './instance-numbers.ts';
import { type States, statesOf } from './states.ts';
import { type Place, startWorld, type World } from './world.ts';

export interface RunOptions {
  readonly fault: Fault;
  readonly operations: number;
  readonly seed: number;
  /** Where the history is written. */
  readonly file?: string | undefined;
  /** People who write, with two devices each. */
  readonly people?: number;
  /** Longest pause between two strikes, ms. */
  readonly calmMs?: number;
  /** Strikes that are waited for at most, however few operations are wanted; without it each kind of the fault comes. */
  readonly strikes?: number | undefined;
  readonly onLog?: (text: string) => void;
}

export interface RunResult {
  readonly fault: Fault;
  readonly seed: number;
  readonly operations: number;
  readonly acknowledged: number;
  readonly strikes: number;
  /** So many were wanted. */
  readonly strikesLeast: number;
  readonly seconds: number;
  /** Until the last viewer had everything, once all was mended and written; undefined when somebody never had. */
  readonly settledMs: number | undefined;
  readonly states: States;
  readonly violations: readonly Violation[];
}

const PEOPLE = 5;
/** Greatest pause of a writer, ms. */
const PAUSE_MS = 20;
/** Between two strikes, ms: long enough for most of a run to be writing and not waiting. */
const CALM_MS = { least: 300, most: 4_000 } as const;
/** However few operations are wanted. */
const STRIKES_LEAST = 3;
/** A strike waits until this part of the operations was acknowledged since the one before: a run writes and does not only wait. */
const BETWEEN_PART = 1 / 40;
/** Share of the strikes that do not wait for that: they fall into what the one before left. */
const HASTY_SHARE = 0.25;
/** Longest wait for it, ms. */
const BETWEEN_MAX_MS = 15_000;
const LOOK_MS = 20;
/** A run that does not get there in this time, ms, is ended and says so. */
const RUN_MAX_MS = 600_000;
/** After the last strike a writer keeps at an unanswered command for so long, ms. */
const PATIENCE_MS = 20_000;

export async function runFault({
  fault,
  operations,
  seed,
  file,
  people = PEOPLE,
  calmMs = CALM_MS.most,
  strikes: strikesMost = Number.POSITIVE_INFINITY,
  onLog,
}: RunOptions): Promise<RunResult> {
  const room = `chaos-${newId().slice(0, 8)}`;
  const recorder = createRecorder(file);
  const chance = seeded(seed);
  const numbers = createInstanceNumbers();
  const hear = (text: string) => {
    numbers.log(text);
    onLog?.(text);
  };
  const world = await startWorld({ random: seeded(seed + 7), onLog: hear });
  const counting = numbers.watch(world.places);
  const endSamples = sampleDurability(world.cluster.databaseUrl, room, recorder);
  recorder.record({ kind: 'started', run: room, seed, fault: fault.name, room });
  try {
    const strikesLeast = Math.min(strikesMost, fault.kinds ?? STRIKES_LEAST);
    const { struck, settledMs } = await act({
      ...{ world, recorder, chance, fault, operations, seed, room, people, calmMs, strikesLeast },
      ready: counting.begin,
    });
    await Promise.all([counting.end(), endSamples()]);
    return {
      ...{ fault, seed, operations, strikes: struck, strikesLeast, settledMs },
      acknowledged: recorder.acknowledged,
      seconds: Math.round(recorder.now() / 1_000),
      states: { ...statesOf(recorder.lines), ...numbers.totals() },
      violations: checkHistory(recorder.lines),
    };
  } finally {
    recorder.close();
    await world.close();
  }
}

interface Play {
  readonly world: World;
  readonly recorder: Recorder;
  readonly chance: () => number;
  readonly fault: Fault;
  readonly operations: number;
  readonly seed: number;
  readonly room: string;
  readonly people: number;
  readonly calmMs: number;
  readonly strikesLeast: number;
  /** Called when everybody is there. */
  ready(): Promise<void>;
}

async function act(play: Play) {
  const { world, recorder, chance, fault, operations, seed, room, people, calmMs, strikesLeast, ready } = play;
  // One instance has readers only, but for viewers who write: its own commits would show it what it missed before its heads do.
  const written = world.places.filter((_, index) => index !== seed % world.places.length);
  const way = (home: number, roll: () => number): Way => {
    const at = roll() < 0.5 ? home : Math.floor(roll() * written.length);
    const { name, url } = written[at % written.length] as Place;
    return { server: name, transport: siteTransport(url) };
  };
  const url = (world.places[0] as Place).url;
  const crew = await createCrew({ people, seed, room, recorder, url, pauseMs: PAUSE_MS, way });
  const { middle, branch } = await crew.furnish();
  const tokens = [await newToken(url), await newToken(url)];
  const audience = await openAudience({ world, room, seed, recorder, middle, branch, tokens });
  await ready();
  let [isOver, struck, lastStrike] = [false, 0, 0];
  const scene: Scene = {
    ...{ world, recorder, chance },
    spell: (least, most) => delay(least + chance() * (most - least)),
    say: (what) => recorder.record({ kind: 'fault', what }),
    anyPlace: () => world.places[Math.floor(chance() * world.places.length)] as Place,
    anyWritten: () => written[Math.floor(chance() * written.length)] as Place,
    progress: () => recorder.acknowledged / operations,
  };
  const striking = async () => {
    try {
      while (!isOver) {
        const done = recorder.acknowledged;
        const since = recorder.now();
        await scene.spell(CALM_MS.least, calmMs);
        const enough = chance() < HASTY_SHARE ? 0 : done + operations * BETWEEN_PART;
        while (recorder.acknowledged < enough && recorder.now() - since < BETWEEN_MAX_MS) await delay(LOOK_MS);
        if ((await fault.strike(scene, struck + 1)) !== false) struck += 1;
        isOver = (recorder.acknowledged >= operations && struck >= strikesLeast) || recorder.now() > RUN_MAX_MS;
      }
      world.mend();
    } finally {
      // Also when a strike fails, since nobody must go on into the next run.
      isOver = true;
      lastStrike = recorder.now();
    }
  };
  const over = () => isOver;
  const giveUp = () => isOver && recorder.now() - lastStrike > PATIENCE_MS;
  try {
    await Promise.all([striking(), crew.run(over, giveUp), audience.run(over)]);
    crew.close();
    const settledMs = await settle(world, room, audience, recorder);
    return { struck, settledMs };
  } finally {
    crew.close();
    await audience.close();
  }
}
