/** For whoever watches the process: does it live, and can it serve? */
import type { Engine, RoomStore } from '@parley/engine';
import type { RoomSlug } from '@parley/protocol';
import type { RequestHandler } from 'express';

/** Asked of the store to see that it answers; no such room needs to exist. */
const PROBE = 'readyz' as RoomSlug;

export const alive: RequestHandler = (_request, response) => {
  response.set('Cache-Control', 'no-store').json({ ok: true });
};

/** 200 when the store answers; 503 while stopping or when it does not. */
export function ready(engine: Engine, store: RoomStore): RequestHandler {
  return async (_request, response) => {
    const { rooms, sessions, draining } = engine.status();
    const answers = await store.findRoom(PROBE).then(
      () => true,
      () => false,
    );
    const ok = answers && !draining;
    response.set('Cache-Control', 'no-store').status(ok ? 200 : 503);
    response.json({ ok, store: answers, draining, rooms, sessions });
  };
}
