/** `POST /api/origin`: may a page of this origin show discussions? The only answer that a page not on the list can read. */
import { refuse } from '@parley/protocol';
import type { RequestHandler } from 'express';
import type { OriginRule } from '../origin.ts';
import { sendRefusal } from './answers.ts';

/**
 * A refused connection looks to a browser's page like a server that is down; here it learns which. 204, or 403 with the refusal.
 * It tells a page about itself alone and permits nothing. POST, since a browser names the origin of its own server's pages only there.
 */
export function askOrigin(origins: OriginRule): RequestHandler {
  return (request, response) => {
    response.vary('Origin');
    response.set('Access-Control-Allow-Origin', '*').set('Cache-Control', 'no-store');
    if (origins.judge(request.headers.origin) === 'foreign') sendRefusal(response, refuse('origin-not-allowed'), 403);
    else response.status(204).end();
  };
}
