/** What stands at a comment of mine while something is under way with it. */
import type { CommentView, RoomClient } from '@parley/client';
import type { Millis } from '@parley/protocol';
import { html, nothing } from 'lit';
import type { Countdown } from '../../controllers/countdown.ts';
import { pendingText } from '../../internal/pending-text.ts';
import type { Terms } from '../../localize/index.ts';

interface Host {
  readonly client: RoomClient | undefined;
  readonly terms: Terms;
}

export function pendingNotice({ client, terms }: Host, comment: CommentView, now: Millis, countdown: Countdown) {
  const { pending } = comment;
  if (!pending) return nothing;
  const asks = pending.kind === 'refused' || pending.kind === 'asking';
  return html`<p class="notice ${pending.kind === 'refused' ? 'fault' : ''}">
    <span>${pendingText(terms, pending, now, countdown)}</span>
    ${
      asks
        ? html`<button type="button" class="outline" @click=${() => client?.retry(comment.id)}>${pending.kind === 'asking' ? terms.sendNow : terms.retry}</button>
          <button type="button" class="quiet" @click=${() => client?.discard(comment.id)}>${terms.discard}</button>`
        : nothing
    }
  </p>`;
}

/** "Deleted. Undo": shown until the deletion is sent. */
export function deletionNotice({ client, terms }: Host, comment: CommentView) {
  return html`<p class="notice">
    <span>${terms.deleted}</span>
    <button type="button" class="outline" @click=${() => client?.undoDelete(comment.id)}>${terms.undo}</button>
  </p>`;
}
