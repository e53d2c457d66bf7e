/** For whoever watches the process: does it live, and can it serve? */
import type { RequestHandler } from 'express';
import type { Readiness } from '../readiness.ts';

export const alive: RequestHandler = (_request, response) => {
  response.set('Cache-Control', 'no-store').json({ ok: true });
};

/** 200 when new viewers may come, 503 when they should go elsewhere; why is in the answer. */
export function ready(readiness: () => Promise<Readiness>): RequestHandler {
  return async (_request, response) => {
    const found = await readiness();
    response.set('Cache-Control', 'no-store').status(found.status === 'not-ready' ? 503 : 200);
    response.json(found);
  };
}
