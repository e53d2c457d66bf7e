/** Which other origins may call: those that may embed. No cookies exist, so no credentials are ever allowed. */
import type { RequestHandler } from 'express';
import type { OriginRule } from '../origin.ts';

/** How long a browser may keep a preflight's answer, seconds. */
const PREFLIGHT_SECONDS = '600';

export function cors(origins: OriginRule): RequestHandler {
  return (request, response, next) => {
    const { origin } = request.headers;
    const verdict = origins.judge(origin);
    response.vary('Origin');
    if (origin !== undefined && (verdict === 'own' || verdict === 'listed')) {
      response.set('Access-Control-Allow-Origin', origin);
      if (request.method === 'OPTIONS') {
        response.set('Access-Control-Allow-Methods', 'GET, POST');
        response.set('Access-Control-Allow-Headers', 'Content-Type');
        response.set('Access-Control-Max-Age', PREFLIGHT_SECONDS);
      }
    }
    if (request.method === 'OPTIONS') response.status(verdict === 'foreign' ? 403 : 204).end();
    else next();
  };
}
