/** One comment as plain HTML: the same classes and words as the live part. */
import { parseText } from '@parley/model/text';
import type { ContentPart, TallyPart } from '@parley/protocol';
import { nothing, type TemplateResult } from 'lit';
import type { Html } from '../internal/html.ts';
import { textTemplates } from '../internal/text-template.ts';
import { exactTime, scoreText, type Terms } from '../localize/index.ts';
import type { ThreadLinks } from './links.ts';

/** A server does not know the reader's zone: times are exact and in UTC until the live part takes over. */
const time = (at: number, terms: Terms) => `${exactTime(at, terms.lang, 'UTC')} UTC`;

/** Makes the template of one comment with a tag. */
export function commentTemplates(html: Html) {
  const textTemplate = textTemplates(html);

  function commentHtml(content: ContentPart, tally: TallyPart, terms: Terms, links: ThreadLinks): TemplateResult {
    const name = content.author.name ?? terms.anonymous;
    const shown = content.status === 'visible';
    return html`<article class="parley-comment" id="comment-${content.id}" data-comment=${content.id} aria-label=${name} tabindex="-1">
${shown ? visible(content, tally, name, terms, links) : placeholder(content, terms)}
</article>`;
  }

  function visible(content: ContentPart, tally: TallyPart, name: string, terms: Terms, links: ThreadLinks) {
    const { createdAt, editedAt } = content;
    return html`<header class="parley-head">
<bdi class="parley-name">${name}</bdi>
<a class="parley-time" href=${links.comment(content.id)}><time datetime=${new Date(createdAt).toISOString()}>${time(createdAt, terms)}</time></a>
${editedAt === null ? nothing : html`<span class="parley-edited" title=${time(editedAt, terms)}>${terms.edited}</span>`}
</header>
<div class="parley-body" dir="auto">${textTemplate(parseText(content.body))}</div>
<footer class="parley-foot"><span class="parley-score">${scoreText(tally.up - tally.down)}</span></footer>`;
  }

  function placeholder(content: ContentPart, terms: Terms) {
    return html`<p class="parley-placeholder">${content.status === 'deleted' ? terms.deletedByAuthor : terms.removedByModerator}</p>`;
  }

  return commentHtml;
}
