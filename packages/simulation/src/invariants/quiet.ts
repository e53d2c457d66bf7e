/** Whether nothing is under way any more. */
import { stateOf } from '@parley/client/inspect';
import type { World } from '../world.ts';
import { isSame } from './convergence.ts';
import { isUpToDate, readTruth } from './truth.ts';

export async function isQuiet(world: World): Promise<boolean> {
  const isStill = world.participants.every(({ client, device, line }) => {
    const { view } = client;
    const isWaiting = device.underWay.length > 0;
    return view.status === 'live' && !isWaiting && !view.top.loading && line?.up.inFlight === 0 && line.down.inFlight === 0;
  });
  if (!isStill) return false;
  const truth = await readTruth(world);
  return world.participants.every(({ client }) => {
    const state = stateOf(client);
    return state !== undefined && isUpToDate(truth, state) && (truth.head === 0 || isSame(state.summary, truth.summary));
  });
}
