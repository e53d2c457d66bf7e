import type { CommentView, RoomView } from '@parley/client';
import { BODY_MAX_CODE_POINTS, type CommentId, codePoints, type Refusal, refuse } from '@parley/protocol';
import { html, nothing, type PropertyValues } from 'lit';
import { property, query, state } from 'lit/decorators.js';
import { live } from 'lit/directives/live.js';
import { Countdown } from '../../controllers/countdown.ts';
import { ViewSlice } from '../../controllers/view-slice.ts';
import { findComment } from '../../internal/find-comment.ts';
import { ParleyElement } from '../../internal/parley-element.ts';
import { pendingText } from '../../internal/pending-text.ts';
import { refusalText } from '../../localize/index.ts';
import styles from './composer.styles.ts';
import { adopt, follow, type Progress, placeOf, submit, type Target, writing } from './submission.ts';

/** Code points below the limit from which the rest is shown. */
const SHOW_LEFT_FROM = 500;

/**
 * Where people write: a comment, a reply (`parent`) or another text for an own comment (`editing`). The text stays in the box until
 * the server has it, and what is typed survives a reload.
 *
 * @tag parley-composer
 * @fires parley-posted - the server has the text
 * @fires parley-composer-closed - a reply or an edit is sent or cancelled
 */
export class ParleyComposer extends ParleyElement {
  static override styles = styles;

  /** The comment to reply to; null writes at the top level. */
  @property({ attribute: false }) parent: CommentId | null = null;
  /** The own comment to change; then `parent` has no meaning. */
  @property({ attribute: false }) editing: CommentView | undefined;

  /** Stands beside a thread that shows what waits and says for what: here it is not said once more. */
  @property({ type: Boolean }) threaded = false;

  @state() private text = '';
  @state() private progress: Progress = writing();
  @state() private nameFault: Refusal | undefined;
  @state() private previewing = false;
  @query('textarea') private readonly box!: HTMLTextAreaElement | null;
  @query('input') private readonly nameBox!: HTMLInputElement | null;

  private readonly view = new ViewSlice<RoomView>(this, (view) => view);
  private readonly countdown = new Countdown(this);
  /** Before the room is loaded nobody knows whether the draft is on its way already. */
  private unsure = false;
  /** The newest text of the comment being edited that its writer has seen here. */
  private seenEdit = 0;

  private get target(): Target {
    if (this.editing) return { kind: 'edit', comment: this.editing.id };
    return { kind: this.parent === null ? 'comment' : 'reply', parent: this.parent };
  }

  override focus(): void {
    this.box?.focus();
  }

  override willUpdate(changed: PropertyValues<this>): void {
    const { client } = this;
    if (!client) return;
    if (changed.has('client')) this.begin();
    if (this.unsure && client.view.loaded) this.look();
    this.progress = follow(client, this.progress);
    const current = this.progress.kind === 'writing' ? this.progress.refusal?.current : undefined;
    this.seenEdit = Math.max(this.seenEdit, current?.editCount ?? 0);
    if (this.progress.kind === 'done') this.finish(this.progress.comment);
  }

  override render() {
    const { terms, progress } = this;
    const label = { comment: terms.writeComment, reply: terms.writeReply, edit: terms.editComment }[this.target.kind];
    const sent = progress.kind === 'sent';
    return html`<form @submit=${this.onSubmit} @keydown=${this.onKey}>
      <textarea
        rows="3"
        dir="auto"
        aria-label=${label}
        placeholder=${label}
        aria-describedby="note"
        ?readonly=${sent}
        .value=${live(this.text)}
        @input=${this.onInput}
      ></textarea>
      ${this.previewing ? this.preview() : nothing}
      <div id="note">${this.notes()}</div>
      <div class="row">${this.name()}<span class="gap"></span>${this.buttons(sent)}</div>
    </form>`;
  }

  private name() {
    const { terms } = this;
    const name = this.view.value?.name ?? null;
    if (this.target.kind === 'reply') return html`<span class="note">${terms.writingAs(name ?? terms.anonymous)}</span>`;
    if (this.target.kind === 'edit') return nothing;
    return html`<input
      autocomplete="nickname"
      dir="auto"
      aria-label=${terms.yourName}
      placeholder=${terms.yourName}
      aria-invalid=${this.nameFault ? 'true' : 'false'}
      .value=${live(this.nameFault || this.nameBox?.matches(':focus') ? (this.nameBox?.value ?? '') : (name ?? ''))}
      @change=${this.takeName}
    >`;
  }

  private buttons(sent: boolean) {
    const { terms } = this;
    const label = { comment: terms.postComment, reply: terms.postReply, edit: terms.save }[this.target.kind];
    const off = sent || this.left() < 0 || this.isStranded();
    return html`
      ${this.target.kind === 'comment' ? nothing : html`<button type="button" class="quiet" @click=${this.cancel}>${terms.cancel}</button>`}
      <button
        type="button"
        class="quiet"
        aria-pressed=${this.previewing ? 'true' : 'false'}
        @click=${() => {
          this.previewing = !this.previewing;
        }}
      >${terms.preview}</button>
      <button type="submit" class="strong" aria-disabled=${off ? 'true' : 'false'}>${label}</button>`;
  }

  private preview() {
    const shown = this.text.trim() === '' ? html`<span class="quiet">${this.terms.nothingToPreview}</span>` : undefined;
    return html`<div class="preview">${shown ?? html`<parley-text .body=${this.text}></parley-text>`}</div>`;
  }

  private notes() {
    const { terms, progress } = this;
    const left = this.left();
    const refusal = progress.kind === 'writing' ? (progress.refusal ?? this.nameFault) : undefined;
    return [
      left < 0 ? html`<p class="note fault">${terms.charactersTooMany(-left)}</p>` : nothing,
      left >= 0 && left < SHOW_LEFT_FROM ? html`<p class="note">${terms.charactersLeft(left)}</p>` : nothing,
      this.isStranded() ? this.wayOut() : nothing,
      refusal && !this.isStranded() ? html`<p class="note fault" role="alert">${refusalText(terms, refusal)}</p>` : nothing,
      refusal?.current
        ? html`<div class="preview"><p class="note">${terms.currentText}</p><parley-text .body=${refusal.current.body}></parley-text></div>`
        : nothing,
      progress.kind === 'sent'
        ? html`<p class="note">${this.progressText(progress.seen)} ${this.putAside(progress.seen)}</p>`
        : nothing,
    ];
  }

  /** The comment that is being replied to was deleted or removed: nothing can be posted below it any more. */
  private isStranded(): boolean {
    const { client, target } = this;
    if (!client || target.kind !== 'reply' || target.parent === null || this.progress.kind !== 'writing') return false;
    return (findComment(client.view, target.parent)?.status ?? 'visible') !== 'visible';
  }

  private wayOut() {
    const { terms } = this;
    const move = html`<button type="button" class="outline" @click=${this.postAsNew}>${terms.postAsNew}</button>`;
    return html`<p class="note fault" role="alert">${terms.replyStranded}</p>
      ${this.text.trim() === '' ? nothing : html`<p class="note">${move}</p>`}`;
  }

  private readonly postAsNew = (): void => {
    if (this.client && this.left() >= 0) this.progress = submit(this.client, { kind: 'comment', parent: null }, this.text);
    this.box?.focus();
  };

  /** A text that waits stands in the thread and in the outbox: whoever asks for it gets an empty box meanwhile. */
  private putAside(comment: CommentView | undefined) {
    const waits = comment?.pending && comment.pending.kind !== 'sending';
    if (!waits || this.target.kind !== 'comment') return nothing;
    return html`<button type="button" class="outline" @click=${this.empty}>${this.terms.writeAnother}</button>`;
  }

  private progressText(comment: CommentView | undefined): string {
    if (this.threaded && comment?.pending?.kind === 'waiting') return '';
    const now = Date.now() + (this.view.value?.clockOffset ?? 0);
    return comment?.pending ? pendingText(this.terms, comment.pending, now, this.countdown) : this.terms.sending;
  }

  private left(): number {
    return BODY_MAX_CODE_POINTS - codePoints(this.text);
  }

  private begin(): void {
    const { client, target } = this;
    if (!client) return;
    this.text = client.draft(placeOf(target)) || (this.editing?.body ?? '');
    this.progress = writing();
    this.seenEdit = this.edited()?.editCount ?? 0;
    this.look();
  }

  /** The comment being edited, as it stands now. */
  private edited(): CommentView | undefined {
    const { client, editing } = this;
    return editing && client ? (findComment(client.view, editing.id) ?? editing) : undefined;
  }

  /** The text was changed elsewhere, by the same person, since it was opened here: it is shown once before it is replaced. */
  private overtaken(): Refusal | undefined {
    const now = this.edited();
    if (!now || now.editCount <= this.seenEdit) return undefined;
    this.seenEdit = now.editCount;
    return refuse('edited-elsewhere', { current: { body: now.body, editCount: now.editCount } });
  }

  /** Whether the text in the box is on its way already. */
  private look(): void {
    const { client, target } = this;
    if (!client) return;
    this.unsure = !client.view.loaded;
    if (this.progress.kind === 'writing') this.progress = adopt(client, target, this.text);
  }

  private readonly onInput = (): void => {
    this.text = this.box?.value ?? '';
    this.client?.saveDraft(placeOf(this.target), this.text);
    if (this.progress.kind === 'writing' && this.progress.refusal) this.progress = writing();
  };

  private readonly onKey = (event: KeyboardEvent): void => {
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey) && !event.repeat) this.onSubmit(event);
    // A key is hit by accident: unlike "Cancel" it keeps the draft. While an input method composes, it is for that.
    const leaves = event.key === 'Escape' && !event.isComposing && this.target.kind !== 'comment';
    if (leaves && this.progress.kind === 'writing') this.emit('parley-composer-closed', undefined);
  };

  private readonly onSubmit = (event: Event): void => {
    event.preventDefault();
    const { client } = this;
    if (!client || this.progress.kind !== 'writing' || this.left() < 0 || this.isStranded()) return;
    if (!this.takeName()) return;
    if (this.edited()?.body === this.text) {
      this.cancel();
      return;
    }
    const overtaken = this.overtaken();
    this.progress = overtaken ? writing(overtaken) : submit(client, this.target, this.text);
    this.previewing = false;
    this.box?.focus();
  };

  /** Hands the name to the client; false when it cannot be taken. */
  private readonly takeName = (): boolean => {
    const { client, nameBox } = this;
    if (!client || !nameBox) return true;
    const name = nameBox.value.trim() === '' ? null : nameBox.value.trim();
    if (name === client.view.name) {
      this.nameFault = undefined;
      return true;
    }
    const result = client.setName(name);
    this.nameFault = result.ok ? undefined : result.refusal;
    return result.ok;
  };

  private readonly cancel = (): void => {
    this.client?.saveDraft(placeOf(this.target), '');
    this.emit('parley-composer-closed', undefined);
  };

  private readonly empty = (): void => {
    this.client?.saveDraft(placeOf(this.target), '');
    this.text = '';
    this.progress = writing();
    this.box?.focus();
  };

  private finish(comment: CommentId): void {
    const { kind } = this.target;
    this.text = '';
    this.progress = writing();
    if (kind !== 'comment') this.client?.saveDraft(placeOf(this.target), '');
    this.emit('parley-posted', { comment, kind });
    if (kind !== 'comment') this.emit('parley-composer-closed', undefined);
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'parley-composer': ParleyComposer;
  }
}
