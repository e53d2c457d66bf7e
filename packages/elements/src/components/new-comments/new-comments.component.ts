import type { CommentId } from '@parley/protocol';
import { html, nothing } from 'lit';
import { property } from 'lit/decorators.js';
import { ParleyElement } from '../../internal/parley-element.ts';
import styles from './new-comments.styles.ts';

/**
 * The button behind which new comments of one list wait.
 *
 * @tag parley-new-comments
 * @fires parley-show-new - before they are shown; preventing it leaves them waiting
 */
export class ParleyNewComments extends ParleyElement {
  static override styles = styles;

  /** How many wait; 0 shows nothing. */
  @property({ type: Number }) count = 0;
  /** The comment whose replies wait; null for the top level. */
  @property({ attribute: false }) parent: CommentId | null = null;
  /** As a pill that floats above the list. */
  @property({ type: Boolean, reflect: true }) floating = false;

  override render() {
    if (this.count === 0) return nothing;
    return html`<button type="button" @click=${this.show}>${this.terms.showNew(this.count)}</button>`;
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
