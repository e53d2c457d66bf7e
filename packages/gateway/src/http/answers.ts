/** The forms of HTTP answers. */

import type { Log } from '@parley/engine';
import { type Refusal, refuse } from '@parley/protocol';
import type { Request, Response } from 'express';
import type { PageRenderer } from './page-renderer.ts';
import { sendPage } from './send-page.ts';

/** HTTP status by what the asker can do. */
const STATUS: Readonly<Record<Refusal['class'], number>> = {
  retry: 503,
  fix: 400,
  'sign-in': 401,
  'slow-down': 429,
  gone: 404,
  reload: 400,
};

/** What is true of a refusal in every form; `Retry-After` is in whole seconds, where a time is known. */
function setRetry(response: Response, refusal: Refusal): void {
  if (refusal.retryAfterMs !== undefined) response.set('Retry-After', String(Math.ceil(refusal.retryAfterMs / 1_000)));
  response.set('Cache-Control', 'no-store');
}

/** A refusal as JSON: `{ refusal }`. */
export function sendRefusal(response: Response, refusal: Refusal, status = STATUS[refusal.class]): void {
  setRetry(response, refusal);
  response.status(status).json({ refusal });
}

/** Answers that something cannot be had now, in the form that the asker can read. Never rejects. */
export type SayNotNow = (request: Request, response: Response, refusal: Refusal, status?: number) => Promise<void>;

/** Paths that programs ask for, whatever they accept. */
const PROGRAMS = /^\/(api|socket\.io)(\/|$)/;

/** A page for browsers, where there are pages; JSON for the API and for who asks for that. */
export function notNow(renderer: PageRenderer | undefined, log: Log): SayNotNow {
  return async (request, response, refusal, status = STATUS[refusal.class]) => {
    if (!renderer || PROGRAMS.test(request.path)) return sendRefusal(response, refusal, status);
    response.vary('Accept');
    if (request.accepts(['html', 'json']) !== 'html') return sendRefusal(response, refusal, status);
    setRetry(response, refusal);
    try {
      await sendPage(response, log, status, renderer.renderNotNow({ refusal }));
    } catch (error) {
      // Whatever failed may have failed here too.
      tellFault(log, request, error);
      sendRefusal(response, refuse('internal'), 500);
    }
  };
}

/** A fault of the program. */
export function tellFault(log: Log, { method, path }: Request, error: unknown): void {
  log.error('http-failed', { method, path, error: String(error) });
}
