import { html } from '@lit-labs/ssr';
import type { Refusal } from '@parley/protocol';
import type { Assets } from './assets.ts';
import { documentPage } from './document.ts';

interface Words {
  readonly kicker: string;
  readonly title: string;
  readonly text: string;
}

const FAULT: Words = {
  kicker: '500',
  title: 'This page failed',
  text: 'The fault is ours, and it is written down. What was said here is kept.',
};

const WORDS: Readonly<Record<string, Words>> = {
  'store-unavailable': {
    kicker: '503',
    title: 'This page cannot be shown right now',
    text: 'The discussions cannot be reached at the moment. Nothing that was said in them is lost; they are back shortly.',
  },
  'slow-down': {
    kicker: '429',
    title: 'That was many pages in a short time',
    text: 'To keep this place quick for everybody, pages come a little slower to you for a moment.',
  },
};

/** Whole seconds, as in the answer's `Retry-After`. */
const waitOf = (ms: number): string => {
  const seconds = Math.max(1, Math.ceil(ms / 1_000));
  return seconds === 1 ? 'a second' : `${seconds} seconds`;
};

/** What stands in the place of a page that cannot be shown now. It needs nothing that may be away: no store, no room, no script. */
export function notNowPage(assets: Assets, { code, retryAfterMs }: Refusal): unknown {
  const { kicker, title, text } = WORDS[code] ?? FAULT;
  return documentPage(assets, {
    title,
    description: text,
    kind: 'website',
    skip: { to: 'nothing', words: 'Skip to content' },
    // An empty address is this page's own, whatever that is.
    content: html`<section class="frame nothing" id="nothing" tabindex="-1">
<p class="kicker">${kicker}</p>
<h1 class="title">${title}</h1>
<p>${text}</p>
<p><a href="">Try again</a>${retryAfterMs === undefined ? '' : ` in ${waitOf(retryAfterMs)}`}</p>
</section>`,
  });
}
