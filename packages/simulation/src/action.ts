/** Something that can happen in one step. */
import type { Participant } from './participant.ts';
import type { World } from './world.ts';

export interface Action {
  readonly name: string;
  /** How often, against the others. */
  readonly weight: number;
  run(world: World, who: Participant): void | Promise<void>;
}
