import type { CommentView } from '@parley/client';
import type { Refusal, Revision } from '@parley/protocol';
import { html, nothing } from 'lit';
import { property, query, state } from 'lit/decorators.js';
import { ParleyElement } from '../../internal/parley-element.ts';
import { exactTime, refusalText } from '../../localize/index.ts';
import styles from './revisions.styles.ts';

/**
 * The earlier texts of a comment, oldest first, in a dialog that opens when the element is connected.
 *
 * @tag parley-revisions
 * @fires close - the dialog was closed
 */
export class ParleyRevisions extends ParleyElement {
  static override styles = styles;

  @property({ attribute: false }) comment: CommentView | undefined;
  @state() private revisions: readonly Revision[] | undefined;
  @state() private refusal: Refusal | undefined;
  @query('dialog') private readonly dialog!: HTMLDialogElement | null;

  override firstUpdated(): void {
    this.dialog?.showModal();
    void this.load();
  }

  override render() {
    const { terms } = this;
    return html`<dialog aria-labelledby="title" @close=${() => this.dispatchEvent(new Event('close'))} @click=${this.outside}>
      <header>
        <h2 id="title">${terms.earlierTexts}</h2>
        <button type="button" class="outline" @click=${() => this.dialog?.close()}>${terms.close}</button>
      </header>
      ${this.refusal ? html`<p role="alert">${refusalText(terms, this.refusal)}</p>` : nothing}
      ${this.revisions || this.refusal ? nothing : html`<p>${terms.loading}</p>`}
      ${this.revisions ? html`<ol role="list">${this.revisions.map((revision) => this.revision(revision))}</ol>` : nothing}
    </dialog>`;
  }

  private revision(revision: Revision) {
    const { terms } = this;
    const time = (at: number) => exactTime(at, terms.lang);
    const written = revision.writtenAt === null ? undefined : time(revision.writtenAt);
    return html`<li>
      <p>
        ${terms.writtenUntil(written, time(revision.replacedAt))}
        ${revision.replies > 0 ? html`· ${terms.repliesBelow(revision.replies)}` : nothing}
      </p>
      ${
        revision.body === null
          ? html`<p class="missing">${terms.textNotKept}</p>`
          : html`<parley-text .body=${revision.body}></parley-text>`
      }
    </li>`;
  }

  private async load(): Promise<void> {
    if (!this.client || !this.comment) return;
    const result = await this.client.readRevisions(this.comment.id);
    if (result.ok) this.revisions = result.value;
    else this.refusal = result.refusal;
  }

  private readonly outside = (event: MouseEvent): void => {
    const { dialog } = this;
    if (dialog && event.target === dialog && event.detail > 0 && !within(dialog, event)) dialog.close();
  };
}

function within(dialog: HTMLDialogElement, { clientX, clientY }: MouseEvent): boolean {
  const box = dialog.getBoundingClientRect();
  return clientX >= box.left && clientX <= box.right && clientY >= box.top && clientY <= box.bottom;
}

declare global {
  interface HTMLElementTagNameMap {
    'parley-revisions': ParleyRevisions;
  }
}
