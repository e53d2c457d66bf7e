/** How a room is laid out. Pure: (view, words) → template. */
import type { RoomClient, RoomView } from '@parley/client';
import type { Refusal } from '@parley/protocol';
import { html, nothing, type TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { refusalText, type Terms } from '../../localize/index.ts';

export interface RoomParts {
  readonly view: RoomView;
  readonly terms: Terms;
  readonly client: RoomClient | undefined;
  /** The comment that a link named is not here. */
  readonly lost: boolean;
  /** The reader has read that. */
  readonly dismiss: () => void;
}

export function roomTemplate(parts: RoomParts): TemplateResult {
  const { view, terms } = parts;
  const closed = view.summary.status === 'locked';
  return html`<section aria-label=${terms.discussion}>
    <header class="parley-title-row">
      <h2 class="parley-title">${view.loaded ? terms.comments(view.summary.comments) : terms.discussion}</h2>
      <div class="live">
        <parley-presence></parley-presence>
        <parley-connection-badge></parley-connection-badge>
      </div>
    </header>
    ${closed ? html`<p class="parley-closed">${terms.closed}</p>` : compose(view)}
    ${view.mineElsewhere.length > 0 ? mine(parts, closed) : nothing}
    <div class="thread">
      <div class="pill"><parley-new-comments floating .count=${view.top.newCount} ?reordered=${view.top.newOrder}></parley-new-comments></div>
      <div class="parley-bar"><parley-sort></parley-sort></div>
      ${view.loaded ? list(parts, closed) : skeleton(parts)}
    </div>
    <parley-my-data></parley-my-data>
    <div class="toasts">${toast(parts)}</div>
  </section>`;
}

/** Nobody is invited to write where nothing was ever shown and nothing will be. */
function compose({ loaded, refusal }: RoomView) {
  return loaded || !refusal ? html`<div class="parley-compose"><parley-composer threaded></parley-composer></div>` : nothing;
}

function list({ view, terms }: RoomParts, closed: boolean) {
  const empty = view.top.comments.length === 0 && view.top.newCount === 0 && !view.top.fault && !view.top.hasAfter;
  return html`${empty ? html`<p class="empty"><strong>${terms.emptyTitle}</strong>${closed ? nothing : terms.emptyInvite}</p>` : nothing}
    <parley-comment-list class="top" .list=${view.top} ?closed=${closed}></parley-comment-list>`;
}

function mine({ view, terms }: RoomParts, closed: boolean) {
  return html`<section class="mine" aria-label=${terms.yourNewComments}>
    <h3>${terms.yourNewComments}</h3>
    ${repeat(
      view.mineElsewhere,
      ({ id }) => id,
      (comment) => html`<parley-comment .comment=${comment} ?closed=${closed}></parley-comment>`,
    )}
  </section>`;
}

function skeleton(parts: RoomParts) {
  const { terms, view } = parts;
  if (view.refusal) return html`<div class="trouble" role="alert">${trouble(parts, view.refusal)}</div>`;
  return html`<div role="img" aria-label=${terms.loading}>
    <div class="bone"></div>
    <div class="bone"></div>
    <div class="bone"></div>
  </div>`;
}

function trouble({ terms, client }: RoomParts, refusal: Refusal) {
  const again =
    refusal.class === 'reload'
      ? html`<button type="button" class="outline" @click=${() => location.reload()}>${terms.reload}</button>`
      : html`<button type="button" class="outline" @click=${() => client?.connect()}>${terms.tryAgain}</button>`;
  return html`<span>${refusalText(terms, refusal)}</span>${again}`;
}

/** What went wrong, with what to do. It floats, so that it moves nothing that is read. */
function toast(parts: RoomParts) {
  const { view, terms, lost, dismiss } = parts;
  if (view.refusal) return view.loaded ? html`<div class="toast" role="alert">${trouble(parts, view.refusal)}</div>` : nothing;
  if (view.status === 'offline') return html`<div class="toast" role="alert">${terms.offlineAdvice}</div>`;
  if (!lost) return nothing;
  return html`<div class="toast" role="alert">
    <span>${terms.commentNotHere}</span><button type="button" class="outline" @click=${dismiss}>${terms.close}</button>
  </div>`;
}
