import { html } from '@lit-labs/ssr';
import type { Assets } from './assets.ts';
import { documentPage } from './document.ts';

/** What an address without a page shows. */
export function notFoundPage(assets: Assets): unknown {
  return documentPage(assets, {
    title: 'Nothing here',
    description: 'There is no page at this address.',
    kind: 'website',
    skip: { to: 'nothing', words: 'Skip to content' },
    content: html`<section class="frame nothing" id="nothing" tabindex="-1">
<p class="kicker">404</p>
<h1 class="title">There is no page at this address</h1>
<p>The discussion may have been given another name, or the address lost a letter on its way here.</p>
<p><a href="/">See all discussions</a></p>
</section>`,
  });
}
