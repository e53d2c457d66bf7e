import type { CommentView, ListView } from '@parley/client';
import type { CommentId } from '@parley/protocol';
import { html, nothing } from 'lit';
import { property } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import { CompositeElement } from '../../internal/composite-element.ts';
import { refusalText } from '../../localize/index.ts';
import type { ParleyComment } from '../comment/comment.component.ts';
import styles from './comment-list.styles.ts';

type Side = 'before' | 'after';

/**
 * One list of comments, the top level or the replies below one comment, with the buttons that show more of it. Rows are kept by
 * id, so a focused control stays where it is when others come and go.
 *
 * @tag parley-comment-list
 */
export class ParleyCommentList extends CompositeElement {
  static override styles = styles;

  @property({ attribute: false }) list: ListView | undefined;
  /** Replies that are not indented any further. */
  @property({ type: Boolean }) flat = false;
  @property({ type: Boolean }) closed = false;

  /** The comments that stood here when more were asked for by keyboard: the focus goes on to the first that is not among them. */
  private asked: ReadonlySet<CommentId> | undefined;

  override updated(): void {
    const { asked, list } = this;
    const first = asked && list?.comments.find((comment) => !asked.has(comment.id));
    if (!first) return;
    this.asked = undefined;
    void this.focusComment(first.id);
  }

  override render() {
    const { list } = this;
    const hidden = list && (list.parent === null ? list.hasAfter : list.hiddenCount > 0);
    if (!list || (list.comments.length === 0 && !list.hasBefore && !hidden && !list.fault)) return nothing;
    const nested = list.parent !== null;
    return html`<div class=${nested ? `parley-replies ${this.flat ? 'parley-flat' : ''}` : ''}>
      ${list.hasBefore ? this.more('before') : nothing}
      <ol class="parley-list" role="list">
        ${repeat(
          list.comments,
          (comment: CommentView) => comment.id,
          (comment) => html`<li><parley-comment .comment=${comment} ?closed=${this.closed}></parley-comment></li>`,
        )}
      </ol>
      ${(nested ? list.hiddenCount > 0 && (list.hasAfter || !list.hasBefore) : list.hasAfter) ? this.more('after') : nothing}
      ${list.fault ? this.fault(list) : nothing}
    </div>`;
  }

  /** The next change is one the reader asked for: goes to the first comment that comes in, or in a new order to the first at all. */
  showFirst(): void {
    this.asked = this.list?.newCount ? this.present() : new Set();
  }

  protected override async getUpdateComplete(): Promise<boolean> {
    const result = await super.getUpdateComplete();
    const comments = this.renderRoot.querySelectorAll<ParleyComment>('parley-comment');
    await Promise.all([...comments].filter((comment) => comment.isUpdatePending).map((comment) => comment.updateComplete));
    return result;
  }

  private more(side: Side) {
    const { list } = this;
    if (!list) return nothing;
    return html`<button
      type="button"
      class="more"
      aria-disabled=${list.loading ? 'true' : 'false'}
      @click=${(event: MouseEvent) => this.showMore(side, event)}
    >${this.label(list, side)}</button>`;
  }

  private label(list: ListView, side: Side): string {
    const { terms } = this;
    if (list.parent === null) return side === 'after' ? terms.showMore : terms.showEarlier;
    const both = list.hasBefore && list.hasAfter;
    if ((both && side === 'before') || list.hiddenCount === 0) return terms.showEarlierReplies;
    return terms.showReplies(list.hiddenCount);
  }

  private fault(list: ListView) {
    const { terms } = this;
    if (!list.fault) return nothing;
    const side = list.hasAfter || !list.hasBefore ? 'after' : 'before';
    return html`<p class="fault" role="alert">
      <span>${refusalText(terms, list.fault)}</span>
      <button type="button" class="outline" @click=${(event: MouseEvent) => this.showMore(side, event)}>${terms.tryAgain}</button>
    </p>`;
  }

  private showMore(side: Side, event: MouseEvent): void {
    const { client, list } = this;
    if (!client || !list || list.loading) return;
    // A click by keyboard has no count; a pointer's focus need not move.
    if (event.detail === 0) this.asked = this.present();
    void client.showMore(list.parent, side);
  }

  private present(): ReadonlySet<CommentId> {
    return new Set(this.list?.comments.map((comment) => comment.id));
  }

  private async focusComment(id: CommentId): Promise<void> {
    const elements = this.renderRoot.querySelectorAll<ParleyComment>('parley-comment');
    const element = [...elements].find((each) => each.comment?.id === id);
    await element?.updateComplete;
    element?.focus();
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'parley-comment-list': ParleyCommentList;
  }
}
