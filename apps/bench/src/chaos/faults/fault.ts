/** What a fault is. */
import type { Recorder } from '../history/recorder.ts';
import type { StateName } from '../states.ts';
import type { Place, World } from '../world.ts';

export interface Scene {
  readonly world: World;
  readonly recorder: Recorder;
  readonly chance: () => number;
  /** Waits a random time between these, ms. */
  spell(least: number, most: number): Promise<void>;
  /** Takes down what is done. */
  say(what: string): void;
  /** Any instance. */
  anyPlace(): Place;
  /** Any instance that the writers come to. */
  anyWritten(): Place;
  /** Share of the run's operations that are acknowledged. */
  progress(): number;
}

export interface Fault {
  readonly name: string;
  /** One sentence for the report. */
  readonly says: string;
  /** What it is there to bring about: a run that lacks one of these proved nothing, and a run without a fault reaches none. */
  readonly reaches: readonly StateName[];
  /** What must not come about; only the run without a fault has such. */
  readonly avoids?: readonly StateName[];
  /** Strikes until each of its kinds came once; without it a run chooses. */
  readonly kinds?: number;
  /** Breaks something, waits and mends it. Called again and again, at random moments; `count` from 1. False when it did nothing. */
  strike(scene: Scene, count: number): Promise<unknown>;
}
