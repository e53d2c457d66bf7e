import type { CommentId } from '@parley/protocol';
import { html, nothing } from 'lit';
import { property } from 'lit/decorators.js';
import { ParleyElement } from '../../internal/parley-element.ts';
import styles from './new-comments.styles.ts';

/**
 * The button behind which new comments of one list wait, or its new order.
 *
 * @tag parley-new-comments
 * @fires parley-show-new - before they are shown; preventing it leaves them waiting
 */
export class ParleyNewComments extends ParleyElement {
  static override styles = styles;

  /** How many wait; 0 shows nothing, unless a new order waits. */
  @property({ type: Number }) count = 0;
  /** Another order waits. New comments bring it along. */
  @property({ type: Boolean }) reordered = false;
  /** The comment whose replies wait; null for the top level. */
  @property({ attribute: false }) parent: CommentId | null = null;
  /** As a pill that floats above the list. */
  @property({ type: Boolean, reflect: true }) floating = false;

  override render() {
    const { count, terms } = this;
    if (count === 0 && !this.reordered) return nothing;
    return html`<button type="button" @click=${this.show}>${count > 0 ? terms.showNew(count) : terms.showNewOrder}</button>`;
  }

  private show(): void {
    if (this.emit('parley-show-new', { parent: this.parent })) this.client?.showNew(this.parent);
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'parley-new-comments': ParleyNewComments;
  }
}
