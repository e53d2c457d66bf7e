/** Serves what the built site consists of: hashed assets, the embeddable component at its stable address, and the page that shows it. */
import { resolve } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import express, { type Response, type Router } from 'express';
import type { SitePages } from './index.ts';

export interface SiteRouterOptions {
  /** Folder of the built site (apps/site/dist). */
  readonly folder: string;
  readonly pages: SitePages;
  readonly publicUrl: string;
}

/** Public code without secrets: any origin may load it, module scripts of another origin need these headers. */
function shared(response: Response): void {
  response.setHeader('access-control-allow-origin', '*');
  response.setHeader('cross-origin-resource-policy', 'cross-origin');
}

export function siteRouter({ folder, pages, publicUrl }: SiteRouterOptions): Router {
  const router = express.Router();
  router.use(
    '/assets',
    express.static(resolve(folder, 'assets'), { immutable: true, maxAge: '1y', index: false, setHeaders: shared }),
  );
  // A stable name cannot be kept for a year: its chunks can, so asking again costs one small answer.
  router.use('/embed/parley.js', express.static(resolve(folder, 'embed/parley.js'), { maxAge: '5m', setHeaders: shared }));
  router.use('/favicon.svg', express.static(resolve(folder, 'favicon.svg'), { maxAge: '1d' }));
  router.get('/embed', async (_request, response) => {
    response.type('html').set('Cache-Control', 'no-cache');
    await pipeline(Readable.from(pages.renderEmbed({ publicUrl })), response);
  });
  return router;
}
