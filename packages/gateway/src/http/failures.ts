/** The last handler: what went wrong is for the log, not for the asker. */
import { type Log, StoreUnavailable } from '@parley/engine';
import { refuse } from '@parley/protocol';
import type { ErrorRequestHandler } from 'express';
import { type SayNotNow, sendRefusal, tellFault } from './answers.ts';

/** A database that restarts or fails over is back in some seconds. */
const STORE_RETRY_MS = 5_000;

export function failures(log: Log, sayNotNow: SayNotNow): ErrorRequestHandler {
  return (error: unknown, request, response, next) => {
    // Express marks what the asker did wrong, such as a path that cannot be decoded.
    const status = typeof error === 'object' && error !== null && 'status' in error ? Number(error.status) : 500;
    if (response.headersSent) return next(error);
    if (status >= 400 && status < 500) return sendRefusal(response, refuse('malformed'), status);
    // The engine has told of it already.
    if (error instanceof StoreUnavailable) {
      return sayNotNow(request, response, refuse('store-unavailable', { retryAfterMs: STORE_RETRY_MS }));
    }
    tellFault(log, request, error);
    return sayNotNow(request, response, refuse('internal'), 500);
  };
}
