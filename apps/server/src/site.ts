/** Where the built site lies, and the pages made with it. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Log } from '@parley/engine';
import type { Router } from 'express';
import type { Config } from './config.ts';
import type { SitePages } from './pages/index.ts';

const SITE_FOLDER = fileURLToPath(new URL('../../site/dist', import.meta.url));

export interface Site {
  readonly pages: SitePages;
  readonly router: (publicUrl: string) => Router;
}

/** Undefined when the site was not built: then the server has its sockets and API alone, and its log says so. */
export async function openSite(config: Config, log: Log): Promise<Site | undefined> {
  const manifest = join(SITE_FOLDER, '.vite/manifest.json');
  if (!config.siteDev && !existsSync(manifest)) {
    log.warn('site-not-built', { manifest });
    return undefined;
  }
  // Loaded only where it is used: the renderer brings the components along.
  const { builtAssets, developmentAssets, sitePages, siteRouter } = await import('./pages/index.ts');
  const assets = config.siteDev ? developmentAssets(config.siteDev) : builtAssets(manifest);
  const pages = sitePages(assets);
  return { pages, router: (publicUrl) => siteRouter({ folder: SITE_FOLDER, pages, publicUrl }) };
}
