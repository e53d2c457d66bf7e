/** `POST /api/guests`: a token for a new person. Made at the first write, never for reading. */
import type { IncomingMessage } from 'node:http';
import type { Authenticator, Limiter } from '@parley/engine';
import { type GuestToken, refuse } from '@parley/protocol';
import type { RequestHandler } from 'express';
import type { OriginRule } from '../origin.ts';
import { sendRefusal } from './answers.ts';

export interface GuestsParts {
  readonly authenticator: Authenticator;
  readonly limiter: Limiter;
  readonly origins: OriginRule;
  readonly addressOf: (request: IncomingMessage) => string;
}

export function newGuest({ authenticator, limiter, origins, addressOf }: GuestsParts): RequestHandler {
  return async (request, response) => {
    if (origins.judge(request.headers.origin) === 'foreign') return sendRefusal(response, refuse('origin-not-allowed'), 403);
    const permit = await limiter.take('guests', addressOf(request));
    if (!permit.allowed) return sendRefusal(response, refuse('slow-down', { retryAfterMs: permit.retryAfterMs }));
    const answer: GuestToken = { token: await authenticator.newGuest() };
    response.set('Cache-Control', 'no-store').status(201).json(answer);
  };
}
