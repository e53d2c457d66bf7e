/** All that must hold once nothing goes wrong any more. */
import type { World } from '../world.ts';
import { checkHistory } from './check-history.ts';
import { checkVotes } from './check-votes.ts';
import { checkWishes } from './check-wishes.ts';
import { checkConvergence } from './convergence.ts';
import { readTruth } from './truth.ts';

export async function checkWorld(world: World): Promise<void> {
  const truth = await readTruth(world);
  checkConvergence(world, truth);
  await checkHistory(world, truth);
  checkVotes(world, truth);
  checkWishes(world, truth);
}
