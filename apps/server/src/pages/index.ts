/** Makes the site's pages: what the gateway's `PageRenderer` asks for, and the page that shows the embed. */
import type { PageRenderer } from '@parley/gateway';
import type { Assets } from './assets.ts';
import { embedPage } from './embed-page.ts';
import { indexPage } from './index-page.ts';
import { notFoundPage } from './not-found-page.ts';
import { notNowPage } from './not-now-page.ts';
import { roomPage } from './room-page.ts';
import { stream } from './stream.ts';

export interface EmbedPageInput {
  /** Where people reach this server, without a slash at the end. */
  readonly publicUrl: string;
}

export interface SitePages extends PageRenderer {
  /** A page as on somebody's own site, with a discussion in it. */
  renderEmbed(input: EmbedPageInput): AsyncIterable<string>;
}

export function sitePages(assets: Assets): SitePages {
  return {
    renderRoom: (input) => stream(roomPage(assets, input)),
    renderIndex: (input) => stream(indexPage(assets, input)),
    renderNotFound: () => stream(notFoundPage(assets)),
    renderNotNow: ({ refusal }) => stream(notNowPage(assets, refusal)),
    renderEmbed: (input) => stream(embedPage(assets, input.publicUrl)),
  };
}

export { type Assets, assetsOf, builtAssets, developmentAssets } from './assets.ts';
export { siteRouter } from './site-router.ts';
