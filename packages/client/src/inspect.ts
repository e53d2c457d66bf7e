/** For simulations and tests only: what a client holds behind its view. Not part of what applications may use. */
import type { RoomState } from '@parley/model';
import type { RoomClient } from './api.ts';

const states = new WeakMap<RoomClient, () => RoomState | undefined>();

/** The confirmed rows and windows of a client, pending commands left out; undefined before the first page. */
export const stateOf = (client: RoomClient): RoomState | undefined => states.get(client)?.();

/** Makes a client known here; called by its maker. */
export function inspectable(client: RoomClient, state: () => RoomState | undefined): RoomClient {
  states.set(client, state);
  return client;
}
