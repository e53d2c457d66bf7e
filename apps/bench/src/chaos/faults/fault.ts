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
  /** Share of the run's operations that are acknowledged. */
  progress(): number;
}

export interface Fault {
  readonly name: string;
  /** One sentence for the report. */
  readonly says: string;
  /** What it is there to bring about: a run that reached none of these proved nothing. */
  readonly reaches: readonly StateName[];
  /** Strikes until each of its kinds came once; without it a run chooses. */
  readonly kinds?: number;
  /** Breaks something, waits and mends it. Called again and again, at random moments; `count` from 1. False when it did nothing. */
  strike(scene: Scene, count: number): Promise<unknown>;
}
