import { html } from '@lit-labs/ssr';
import type { IndexPageInput } from '@parley/gateway';
import type { Assets } from './assets.ts';
import { documentPage } from './document.ts';
import { story } from './story.ts';

/** Characters of a teaser: the first room gets a whole paragraph, the others two or three lines. */
const LEAD_TEASER = 420;
const TEASER = 170;
/** Rooms that stand beside the first; the rest follows below in columns. */
const BESIDE = 3;

/** The front page: all listed rooms, latest discussion first. */
export function indexPage(assets: Assets, input: IndexPageInput): unknown {
  const [first, ...rest] = input.rooms;
  const beside = rest.slice(0, BESIDE);
  const below = rest.slice(BESIDE);
  return documentPage(assets, {
    title: '',
    description:
      'Live discussions under articles, matches, launches and lectures: everyone reading sees them change as they happen.',
    canonical: `${input.publicUrl}/`,
    kind: 'website',
    script: 'src/index.ts',
    skip: { to: 'rooms', words: 'Skip to the discussions' },
    front: { now: input.now },
    content: html`<div class="frame front" id="rooms" tabindex="-1">
${
  first === undefined
    ? emptyFront()
    : html`<section class=${beside.length > 0 ? 'front-top' : 'front-top front-alone'} aria-label="Latest discussions">
${story(first, { teaser: LEAD_TEASER, lead: true, level: 2 })}
${beside.length === 0 ? '' : html`<div class="front-beside">${beside.map((room) => story(room, { teaser: TEASER, level: 2 }))}</div>`}
</section>
${below.length === 0 ? '' : html`<section class="columns front-below" aria-label="More discussions">${below.map((room) => story(room, { teaser: TEASER, level: 2 }))}</section>`}`
}
<p class="front-news" role="status" data-news hidden><a href="/">The list has changed: show it</a></p>
</div>`,
  });
}

const emptyFront = () => html`<section class="prose empty">
<h2>No discussion yet</h2>
<p>A room is made from the command line of this server:</p>
<pre><code>npm run parley -- room add first-words --title "First words"</code></pre>
<p>or a whole thread is loaded from a file with <code>npm run parley -- import FILE</code>. It appears here as soon as it is there.
To put a discussion under an article of your own, see <a href="/embed">the three lines that do it</a>.</p>
</section>`;
