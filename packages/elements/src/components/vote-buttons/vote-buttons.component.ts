import type { CommentView } from '@parley/client';
import type { VoteValue } from '@parley/protocol';
import { html, nothing } from 'lit';
import { property } from 'lit/decorators.js';
import { ParleyElement } from '../../internal/parley-element.ts';
import { scoreText } from '../../localize/index.ts';
import styles from './vote-buttons.styles.ts';

const up = html`<svg viewBox="0 0 16 16" aria-hidden="true"><path d="M8 2.5 14 10h-3.5v3.5h-5V10H2z" /></svg>`;
const down = html`<svg viewBox="0 0 16 16" aria-hidden="true"><path d="M8 13.5 2 6h3.5V2.5h5V6H14z" /></svg>`;

/**
 * The score of a comment and the viewer's own vote on it. Pressing the pressed button takes the vote back. On an own comment there is
 * only the score.
 *
 * @tag parley-vote-buttons
 */
export class ParleyVoteButtons extends ParleyElement {
  static override styles = styles;

  @property({ attribute: false }) comment: CommentView | undefined;
  /** Shows the score alone. */
  @property({ type: Boolean }) readonly = false;

  override render() {
    const { comment } = this;
    if (!comment) return nothing;
    const score = html`<span class="parley-score" part="score">${scoreText(comment.score)}</span>`;
    if (comment.own || this.readonly) return score;
    return html`<span class="votes" role="group" aria-label=${this.terms.votes}>
      ${this.button(1, comment.myVote)}${score}${this.button(-1, comment.myVote)}
    </span>`;
  }

  private button(value: VoteValue, mine: VoteValue) {
    const pressed = mine === value;
    return html`<button
      type="button"
      aria-label=${value > 0 ? this.terms.voteUp : this.terms.voteDown}
      aria-pressed=${pressed ? 'true' : 'false'}
      @click=${() => this.vote(pressed ? 0 : value)}
    >${value > 0 ? up : down}</button>`;
  }

  private vote(value: VoteValue): void {
    if (this.comment) this.client?.castVote(this.comment.id, value);
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'parley-vote-buttons': ParleyVoteButtons;
  }
}
