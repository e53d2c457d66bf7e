/** The forms of HTTP answers. */

import type { Log } from '@parley/engine';
import { type Refusal, refuse } from '@parley/protocol';
import type { ErrorRequestHandler, Response } from 'express';

/** HTTP status by what the asker can do. */
const STATUS: Readonly<Record<Refusal['class'], number>> = {
  retry: 503,
  fix: 400,
  'sign-in': 401,
  'slow-down': 429,
  gone: 404,
  reload: 400,
};

/** A refusal as JSON: `{ refusal }`, with `Retry-After` in whole seconds where a time is known. */
export function sendRefusal(response: Response, refusal: Refusal, status = STATUS[refusal.class]): void {
  if (refusal.retryAfterMs !== undefined) response.set('Retry-After', String(Math.ceil(refusal.retryAfterMs / 1_000)));
  response.set('Cache-Control', 'no-store').status(status).json({ refusal });
}

/** The last handler: what went wrong is for the log, not for the asker. */
export function failures(log: Log): ErrorRequestHandler {
  return (error: unknown, request, response, next) => {
    // Express marks what the asker did wrong, such as a path that cannot be decoded.
    const status = typeof error === 'object' && error !== null && 'status' in error ? Number(error.status) : 500;
    if (response.headersSent) return next(error);
    if (status >= 400 && status < 500) return sendRefusal(response, refuse('malformed'), status);
    log.error('http-failed', { method: request.method, path: request.path, error: String(error) });
    sendRefusal(response, refuse('internal'), 500);
  };
}
