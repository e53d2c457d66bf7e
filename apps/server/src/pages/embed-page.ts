/** A page as on somebody's own site: its own looks, nothing of ours but the embed. */
import { html } from '@lit-labs/ssr';
import type { Assets } from './assets.ts';

/** One of the demo rooms: the same discussion is live here and on its own page. */
const ROOM = 'marginalia-launch';
const TITLE = 'Marginalia 1.0: a text editor for people who read more than they write';

/** The three lines, as shown on the page and as they stand in it. */
export const embedLines = (publicUrl: string): string =>
  [
    `<script type="module" src="${publicUrl}/embed/parley.js"></script>`,
    `<parley-room room="${ROOM}" title="${TITLE}">`,
    `  <a href="${publicUrl}/rooms/${ROOM}">Read the discussion</a></parley-room>`,
  ].join('\n');

export function embedPage(assets: Assets, publicUrl: string): unknown {
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Marginalia 1.0 is here: the Marginalia workshop diary</title>
<meta name="description" content="An article on a site of its own, with a live discussion from three lines of markup.">
<meta name="color-scheme" content="light dark">
<meta name="robots" content="noindex">
<link rel="icon" href="/favicon.svg" type="image/svg+xml">
<link rel="stylesheet" href=${assets.url('src/styles/embed-page.css')}>
</head>
<body>
<header class="bar"><p><b>Marginalia</b> workshop diary</p></header>
<main>
<article>
<h1>1.0 is here</h1>
<p class="by">23 September, by Vera and Anselm</p>
<p>Four years ago we wanted to write “is this true?” beside a line in a file that was not ours to change. Today the tool that came out
of it is finished enough to be called finished.</p>
<p>The short version: your text stays as it is, your notes live in the margin, and the margin is a plain file next to the text. The long
version is the manual, which fits on one page.</p>
<blockquote><p>I have rubbed out other people’s pencil for thirty years. I would like this to be the last pencil.</p></blockquote>
<p>What comes next depends a good deal on you, so here is room for it:</p>
</article>
<section id="comments" aria-label="Comments">
<script type="module" src=${`${publicUrl}/embed/parley.js`}></script>
<parley-room room=${ROOM} title=${TITLE}>
  <a href=${`${publicUrl}/rooms/${ROOM}`}>Read the discussion</a></parley-room>
</section>
<aside>
<h2>How this discussion came here</h2>
<p>This page is plain HTML with a style of its own. Three lines bring the discussion in:</p>
<pre tabindex="0"><code>${embedLines(publicUrl)}</code></pre>
<p>Colours and type follow the page through custom properties such as <code>--parley-accent</code>. The server allows the origins that
<code>PARLEY_ORIGINS</code> names. The same discussion has <a href=${`/rooms/${ROOM}`}>a page of its own</a>: open both and write in one.</p>
</aside>
</main>
</body>
</html>
`;
}
