/** The shell of every page of the site: head, masthead, footer. No inline script or style: the content-security policy allows none. */
import { html } from '@lit-labs/ssr';
import type { Millis } from '@parley/protocol';
import type { Assets, Entry } from './assets.ts';
import { dayOf, isoTime } from './format.ts';

export interface DocumentParts {
  /** Without the site's name; empty for the front page. */
  readonly title: string;
  readonly description: string;
  /** The page's one address; undefined for pages that have none (not found). */
  readonly canonical?: string | undefined;
  readonly kind: 'website' | 'article';
  readonly script?: Entry | undefined;
  /** Where "Skip to …" leads: the id of an element and its words. */
  readonly skip: { readonly to: string; readonly words: string };
  /** The front page has the large nameplate with the date. */
  readonly front?: { readonly now: Millis } | undefined;
  readonly content: unknown;
}

/** A whole document. */
export function documentPage(assets: Assets, parts: DocumentParts): unknown {
  const title = parts.title === '' ? 'Parley: discussions that stay live' : `${parts.title} – Parley`;
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title}</title>
<meta name="description" content=${parts.description}>
<meta name="color-scheme" content="light dark">
<meta name="theme-color" media="(prefers-color-scheme: light)" content="#fbfaf6">
<meta name="theme-color" media="(prefers-color-scheme: dark)" content="#161512">
<meta property="og:site_name" content="Parley">
<meta property="og:type" content=${parts.kind}>
<meta property="og:title" content=${parts.title === '' ? title : parts.title}>
<meta property="og:description" content=${parts.description}>
${parts.canonical === undefined ? html`<meta name="robots" content="noindex">` : addressTags(parts.canonical)}
<link rel="icon" href="/favicon.svg" type="image/svg+xml">
<link rel="stylesheet" href=${assets.url('src/styles/site.css')}>
${parts.script === undefined ? '' : scriptTags(assets, parts.script)}
</head>
<body>
<a class="skip" href=${`#${parts.skip.to}`}>${parts.skip.words}</a>
${parts.front === undefined ? smallMasthead() : frontMasthead(parts.front.now)}
<main>
${parts.content}
</main>
<footer class="foot frame">
<p><a href="/">All discussions</a> <a href="/embed">On your own page</a></p>
<p class="foot-note">Parley keeps what you write and shows it to everyone reading, as it happens. No cookies, no tracking.</p>
</footer>
</body>
</html>
`;
}

const addressTags = (canonical: string) => html`<link rel="canonical" href=${canonical}>
<meta property="og:url" content=${canonical}>`;

const scriptTags = (assets: Assets, entry: Entry) =>
  html`${assets.before.map((url) => html`<script type="module" src=${url}></script>`)}${assets
    .imports(entry)
    .map((url) => html`<link rel="modulepreload" href=${url}>`)}
<script type="module" src=${assets.url(entry)}></script>`;

const smallMasthead = () => html`<header class="masthead frame">
<p class="nameplate"><a href="/">Parley</a></p>
<p class="motto">Discussions that stay live</p>
</header>`;

const frontMasthead = (now: Millis) => html`<header class="masthead masthead-front frame">
<h1 class="nameplate">Parley</h1>
<div class="dateline">
<p><time datetime=${isoTime(now).slice(0, 10)}>${dayOf(now)}</time></p>
<p class="motto">Discussions that stay live</p>
</div>
</header>`;
