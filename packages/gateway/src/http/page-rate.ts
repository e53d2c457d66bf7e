/** Reading over HTTP is bounded per address: a page costs some milliseconds to make. */
import type { IncomingMessage } from 'node:http';
import type { Limiter } from '@parley/engine';
import { refuse } from '@parley/protocol';
import type { RequestHandler } from 'express';
import type { SayNotNow } from './answers.ts';

export interface PageRateParts {
  readonly limiter: Limiter;
  readonly addressOf: (request: IncomingMessage) => string;
  readonly sayNotNow: SayNotNow;
}

/** Lets a request pass or answers 429 with `Retry-After`. */
export function pageRate({ limiter, addressOf, sayNotNow }: PageRateParts): RequestHandler {
  return async (request, response, next) => {
    const permit = await limiter.take('pages', addressOf(request));
    if (permit.allowed) return next();
    await sayNotNow(request, response, refuse('slow-down', { retryAfterMs: permit.retryAfterMs }));
  };
}
