import { html } from '@lit-labs/ssr';
import { threadTemplates } from '@parley/elements/ssr';
import type { RoomPageInput } from '@parley/gateway';
import { type CommentId, DEFAULT_ORDER, type Order } from '@parley/protocol';
import { article } from './article.ts';
import type { Assets } from './assets.ts';
import { documentPage } from './document.ts';
import { beginning } from './format.ts';
import { roomPath, story } from './story.ts';

/** Characters of the description that search engines and previews show. */
const DESCRIPTION = 160;
const OTHERS = 3;

const renderThread = threadTemplates(html);

/** A room: its article, the discussion as plain HTML that the component takes over, and other rooms. */
export function roomPage(assets: Assets, input: RoomPageInput): unknown {
  const { room, page, order, comment } = input;
  const others = input.others.slice(0, OTHERS);
  const linked = comment === undefined ? undefined : { id: comment, here: page.content.some(({ id }) => id === comment) };
  return documentPage(assets, {
    title: room.title,
    description: beginning(room.article.paragraphs[0] ?? `A live discussion: ${room.title}`, DESCRIPTION),
    canonical: `${input.publicUrl}${roomPath(room.slug)}`,
    kind: 'article',
    script: 'src/room.ts',
    skip: { to: 'discussion', words: 'Skip to the discussion' },
    content: html`${article(room, linked)}
<div class="discussion frame rail" id="discussion" tabindex="-1">
<div class="discussion-body">
<parley-room room=${room.slug} order=${order} comment=${comment ?? ''} snapshot=${JSON.stringify(page)}>
${renderThread({ page, summary: page.summary, order, me: null, links: linksOf(room.slug, order), now: input.now })}
</parley-room>
</div>
</div>
${
  others.length === 0
    ? ''
    : html`<aside class="others frame" aria-labelledby="others-heading">
<h2 class="section-heading" id="others-heading">You might also like</h2>
<div class="columns">${others.map((other) => story(other, { teaser: 120, level: 3 }))}</div>
</aside>`
}`,
  });
}

/** Addresses that work without JavaScript. */
export function linksOf(slug: string, order: Order) {
  const path = roomPath(slug);
  const chosen = (o: Order) => (o === DEFAULT_ORDER ? '' : `order=${o}`);
  const query = (...parts: string[]) => {
    const given = parts.filter((part) => part !== '');
    return given.length === 0 ? path : `${path}?${given.join('&')}`;
  };
  return {
    more: (after: string) => `${query(chosen(order), `after=${encodeURIComponent(after)}`)}#discussion`,
    comment: (id: CommentId) => `${query(chosen(order), `comment=${id}`)}#comment-${id}`,
    order: (other: Order) => `${query(chosen(other))}#discussion`,
  };
}
