/** Reading over HTTP is bounded per address: a page costs some milliseconds to make. */
import type { IncomingMessage } from 'node:http';
import type { Limiter } from '@parley/engine';
import { refuse } from '@parley/protocol';
import type { RequestHandler } from 'express';
import { sendRefusal } from './answers.ts';

export interface PageRateParts {
  readonly limiter: Limiter;
  readonly addressOf: (request: IncomingMessage) => string;
}

/** Lets a request pass or answers 429 with `Retry-After`. */
export function pageRate({ limiter, addressOf }: PageRateParts): RequestHandler {
  return async (request, response, next) => {
    const permit = await limiter.take('pages', addressOf(request));
    if (permit.allowed) return next();
    sendRefusal(response, refuse('slow-down', { retryAfterMs: permit.retryAfterMs }));
  };
}
