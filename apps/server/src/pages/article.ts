/** What stands above a discussion. */
import { html } from '@lit-labs/ssr';
import type { ArticleLink, RoomRecord } from '@parley/model';
import type { CommentId } from '@parley/protocol';
import { commentsLabel } from './format.ts';

/** The address when it is http or https, otherwise undefined: a file may have been written by anybody. */
export function webAddress(href: string | undefined): string | undefined {
  if (href === undefined || !URL.canParse(href)) return undefined;
  const url = new URL(href);
  return url.protocol === 'https:' || url.protocol === 'http:' ? url.href : undefined;
}

/** The comment that an address names, and whether it is on this page. */
export interface Linked {
  readonly id: CommentId;
  readonly here: boolean;
}

/** Title, paragraphs and links. A room without an article has its title alone. */
export function article(room: RoomRecord, linked: Linked | undefined): unknown {
  const { paragraphs, links } = room.article;
  return html`<div class="article frame rail">
<header class="article-head">
<h1 class="title" dir="auto">${room.title}</h1>
<p class="facts"><a class="fact" href="#discussion" data-comments>${commentsLabel(room.comments)}</a>${
    linked === undefined ? '' : html` ${linkedFact(linked)}`
  }${room.status === 'locked' ? html` <span class="fact">closed</span>` : ''}</p>
</header>
${
  paragraphs.length === 0 && links.length === 0
    ? ''
    : html`<div class="prose article-body">
${paragraphs.map((paragraph) => html`<p dir="auto">${paragraph}</p>`)}
${links.length === 0 ? '' : html`<ul class="article-links">${links.map(linkItem)}</ul>`}
</div>`
}
</div>`;
}

/** A link to a comment may come without the part after `#`: then this is the way there for a reader without scripts. */
const linkedFact = ({ id, here }: Linked) =>
  here
    ? html`<a class="fact" href=${`#comment-${id}`}>to the linked comment</a>`
    : html`<span class="fact">the linked comment is not here</span>`;

function linkItem(link: ArticleLink): unknown {
  const href = webAddress(link.href);
  const text =
    href === undefined
      ? html`<span dir="auto">${link.text}</span>`
      : html`<a href=${href} rel="noopener" dir="auto">${link.text}</a>`;
  return html`<li>${link.label === undefined ? '' : html`<span class="label">${link.label}</span> `}${text}${
    link.source === undefined ? '' : html` <span class="source" dir="auto">${link.source}</span>`
  }</li>`;
}
