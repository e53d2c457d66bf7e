import { consume } from '@lit/context';
import type { CommentView } from '@parley/client';
import { html, nothing, type PropertyValues } from 'lit';
import { property, query, state } from 'lit/decorators.js';
import { clockContext, type Now, sightContext } from '../../context/index.ts';
import { Countdown } from '../../controllers/countdown.ts';
import type { Sight } from '../../controllers/sight.ts';
import { CompositeElement } from '../../internal/composite-element.ts';
import { INDENT_MAX } from '../../internal/indent.ts';
import { exactTime, type Terms } from '../../localize/index.ts';
import type { ParleyCommentList } from '../comment-list/comment-list.component.ts';
import type { ParleyText } from '../text/text.component.ts';
import styles from './comment.styles.ts';
import { linkTo } from './link-to.ts';
import { deletionNotice, pendingNotice } from './notices.ts';

/** What has the focus after "Delete". */
const UNDO = '.notice button';

/** How a comment's author is called. */
export const authorName = (comment: CommentView, terms: Terms): string => comment.author.name ?? terms.anonymous;

/**
 * One comment with what can be done to it, and the list of its replies.
 *
 * @tag parley-comment
 * @fires parley-comment-linked - its own link was followed
 */
export class ParleyComment extends CompositeElement {
  static override styles = styles;

  @property({ attribute: false }) comment: CommentView | undefined;
  /** Nobody can write here: no buttons to reply, edit or vote; deleting stays. */
  @property({ type: Boolean }) closed = false;

  @consume({ context: sightContext, subscribe: true })
  @property({ attribute: false })
  sight: Sight | undefined;

  @consume({ context: clockContext, subscribe: true })
  @property({ attribute: false })
  now: Now = Date.now;

  @state() private open: 'reply' | 'edit' | 'revisions' | undefined;
  @state() private marked = false;
  @query('article') private readonly article!: HTMLElement | null;
  private readonly countdown = new Countdown(this);
  private reported: Element | undefined;
  /** Which drafts were looked for. */
  private readonly sought = { reply: false, edit: false };
  /** Something here had the focus before this update; and what gets it when that goes. */
  private held = false;
  private focusNext = UNDO;

  /** Focuses the comment itself, so that reading by keyboard goes on from it. */
  override focus(options?: FocusOptions): void {
    this.article?.focus(options);
  }

  /** Shows for a moment that this is the comment that was looked for. */
  mark(): void {
    this.marked = true;
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    if (this.reported) this.sight?.remove(this.reported);
    this.reported = undefined;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    // A node that was moved is known to the room again.
    if (this.hasUpdated) this.requestUpdate();
  }

  override willUpdate(changed: PropertyValues<this>): void {
    super.willUpdate(changed);
    if (this.comment && this.client) this.resumeDrafts(this.comment);
    this.held = Boolean(this.shadowRoot?.activeElement);
    if (changed.has('comment') && this.comment?.status !== 'visible' && this.open !== 'reply') this.open = undefined;
  }

  override updated(changed: PropertyValues<this>): void {
    const { article, comment, reported } = this;
    if (this.held && !this.shadowRoot?.activeElement && !this.renderRoot.querySelector('parley-composer')) {
      // The reader stays at this comment.
      (this.renderRoot.querySelector<HTMLElement>(this.focusNext) ?? article)?.focus();
    }
    this.focusNext = UNDO;
    if (changed.get('sight') && reported) changed.get('sight')?.remove(reported);
    else if (reported && reported === article) return;
    this.reported = article ?? undefined;
    if (article && comment) this.sight?.add(article, comment.id);
  }

  protected override async getUpdateComplete(): Promise<boolean> {
    const result = await super.getUpdateComplete();
    const parts = this.renderRoot.querySelectorAll<ParleyText | ParleyCommentList>('parley-text, parley-comment-list');
    await Promise.all([...parts].filter((part) => part.isUpdatePending).map((part) => part.updateComplete));
    return result;
  }

  override render() {
    const { comment, terms } = this;
    if (!comment) return nothing;
    const name = authorName(comment, terms);
    const shown = comment.status === 'visible' && comment.deletingAt === undefined;
    return html`
      <article
        tabindex="-1"
        aria-label=${name}
        class="parley-comment ${comment.pending ? 'pending' : ''} ${this.marked ? 'marked' : ''}"
        @animationend=${() => {
          this.marked = false;
        }}
      >
        ${shown ? this.content(comment, name) : this.placeholder(comment)}
      </article>
      ${this.open === 'reply' ? html`<parley-composer threaded class="inset" .parent=${comment.id} @parley-composer-closed=${this.done}></parley-composer>` : nothing}
      ${this.open === 'revisions' ? html`<parley-revisions .comment=${comment} @close=${this.done}></parley-revisions>` : nothing}
      <parley-comment-list .list=${comment.replies} ?closed=${this.closed} ?flat=${comment.depth >= INDENT_MAX}></parley-comment-list>
    `;
  }

  private content(comment: CommentView, name: string) {
    const { terms } = this;
    return html`
      <header class="parley-head">
        <bdi class="parley-name">${name}</bdi>
        ${comment.own ? html`<span class="own">${terms.you}</span>` : nothing}
        <a class="parley-time" href=${linkTo(comment.id)} @click=${this.follow}><parley-time .at=${comment.createdAt}></parley-time></a>
        ${comment.editedAt === null ? nothing : this.edited(comment.editedAt)}
      </header>
      ${
        this.open === 'edit'
          ? html`<parley-composer class="inset" .editing=${comment} @parley-composer-closed=${this.done}></parley-composer>`
          : html`<parley-text .body=${comment.body}></parley-text>`
      }
      ${this.open !== 'edit' && comment.pending ? pendingNotice(this, comment, this.now(), this.countdown) : nothing}
      ${this.open === 'edit' || (comment.pending && comment.editCount === 0 && comment.own) ? nothing : this.actions(comment)}
    `;
  }

  private edited(at: number) {
    const { terms } = this;
    return html`<button type="button" class="parley-edited" title=${exactTime(at, terms.lang)} aria-haspopup="dialog" @click=${() => this.show('revisions')}>
      ${terms.edited}
    </button>`;
  }

  private placeholder(comment: CommentView) {
    const { terms } = this;
    if (comment.status === 'visible') return deletionNotice(this, comment);
    const text = comment.status === 'deleted' ? terms.deletedByAuthor : terms.removedByModerator;
    return html`<p class="parley-placeholder">${text}</p>
      ${comment.replies.newCount > 0 ? html`<footer class="parley-foot">${this.waiting(comment)}</footer>` : nothing}`;
  }

  private actions(comment: CommentView) {
    const { terms } = this;
    const mayWrite = !this.closed;
    return html`<footer class="parley-foot">
      <parley-vote-buttons .comment=${comment} ?readonly=${this.closed}></parley-vote-buttons>
      ${mayWrite ? this.action('reply', terms.reply) : nothing}
      ${comment.own && mayWrite && !comment.pending ? this.action('edit', terms.edit) : nothing}
      ${comment.own ? html`<button type="button" class="quiet" @click=${() => this.client?.deleteComment(comment.id)}>${terms.delete}</button>` : nothing}
      ${this.waiting(comment)}
    </footer>`;
  }

  private action(which: 'reply' | 'edit', label: string) {
    return html`<button
      type="button"
      class="quiet"
      data-action=${which}
      aria-expanded=${this.open === which ? 'true' : 'false'}
      @click=${() => this.show(which)}
    >${label}</button>`;
  }

  private waiting(comment: CommentView) {
    const goToThem = () => this.renderRoot.querySelector<ParleyCommentList>('parley-comment-list')?.showFirst();
    const { newCount } = comment.replies;
    return html`<parley-new-comments .count=${newCount} .parent=${comment.id} @parley-show-new=${goToThem}></parley-new-comments>`;
  }

  /** What was being written here before a reload. Whose a comment is may be known only later. */
  private resumeDrafts({ id, own, pending }: CommentView): void {
    const { sought, client } = this;
    if (!sought.reply && client?.draft(id)) this.open = 'reply';
    if (!sought.edit && own && !pending && !this.open && client?.draft(`edit:${id}`)) this.open = 'edit';
    sought.reply = true;
    sought.edit ||= own;
  }

  private async show(which: 'reply' | 'edit' | 'revisions'): Promise<void> {
    this.open = this.open === which ? undefined : which;
    await this.updateComplete;
    const opened = this.renderRoot.querySelector('parley-composer');
    await opened?.updateComplete;
    if (this.open !== which) return;
    opened?.focus();
    // Focusing shows the box alone: its buttons too, and at once, so that there is no motion.
    opened?.scrollIntoView({ block: 'nearest', behavior: 'instant' });
  }

  private readonly done = (event: Event): void => {
    event.stopPropagation();
    const was = this.open;
    // Only if it is still there: who has gone on meanwhile is not called back.
    this.focusNext = was === 'edit' || was === 'reply' ? `[data-action='${was}']` : '.parley-edited';
    this.open = undefined;
  };

  private readonly follow = (event: MouseEvent): void => {
    const { comment } = this;
    if (!comment || event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
    const href = linkTo(comment.id);
    event.preventDefault();
    if (this.emit('parley-comment-linked', { comment: comment.id, href })) history.replaceState(history.state, '', href);
    this.mark();
  };
}

declare global {
  interface HTMLElementTagNameMap {
    'parley-comment': ParleyComment;
  }
}
