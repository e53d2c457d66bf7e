import type { Refusal } from '@parley/protocol';
import { html, nothing, type PropertyValues } from 'lit';
import { state } from 'lit/decorators.js';
import { ViewSlice } from '../../controllers/view-slice.ts';
import { ParleyElement } from '../../internal/parley-element.ts';
import { refusalText } from '../../localize/index.ts';
import styles from './my-data.styles.ts';

type Question = 'delete' | 'forget';

/**
 * What a guest can do about all that is theirs: delete every comment here, or make this device forget them. Each asks once more.
 *
 * @tag parley-my-data
 */
export class ParleyMyData extends ParleyElement {
  static override styles = styles;

  @state() private open = false;
  @state() private question: Question | undefined;
  @state() private said = '';
  private readonly known = new ViewSlice(this, (view) => view.known);

  /** A question takes the place of the buttons before it: the focus goes on to what does no harm when Enter is pressed twice. */
  override updated(changed: PropertyValues): void {
    if (!changed.has('question') || this.shadowRoot?.activeElement) return;
    const next = this.renderRoot.querySelector<HTMLElement>('.panel .outline') ?? this.renderRoot.querySelector('button');
    next?.focus();
  }

  override render() {
    const { terms } = this;
    if (!this.known.value && this.said === '') return nothing;
    return html`
      <button type="button" class="quiet" aria-expanded=${this.open ? 'true' : 'false'} @click=${this.toggle}>${terms.myData}</button>
      ${this.open ? html`<div class="panel">${this.known.value ? this.panel() : nothing}${this.said ? html`<p role="alert">${this.said}</p>` : nothing}</div>` : nothing}
    `;
  }

  private panel() {
    const { terms } = this;
    if (this.question === 'delete') return this.ask(terms.deleteMineQuestion, terms.deleteMineYes, this.deleteMine);
    if (this.question === 'forget') return this.ask(terms.forgetMeQuestion, terms.forgetMeYes, this.forget);
    return html`<p>${terms.myDataNote}</p>
      <div class="row">${this.choice('delete', terms.deleteMine)}${this.choice('forget', terms.forgetMe)}</div>`;
  }

  private choice(question: Question, label: string) {
    const ask = () => {
      this.said = '';
      this.question = question;
    };
    return html`<button type="button" class="outline" @click=${ask}>${label}</button>`;
  }

  private ask(question: string, yes: string, act: () => void) {
    const no = () => {
      this.question = undefined;
    };
    return html`<p>${question}</p>
      <div class="row">
        <button type="button" class="strong" @click=${act}>${yes}</button>
        <button type="button" class="outline" @click=${no}>${this.terms.cancel}</button>
      </div>`;
  }

  private readonly toggle = (): void => {
    this.open = !this.open;
    this.question = undefined;
    this.said = '';
  };

  private readonly deleteMine = async (): Promise<void> => {
    this.question = undefined;
    const result = await this.client?.deleteMyComments();
    if (result) this.said = result.ok ? this.terms.mineDeleted : this.words(result.refusal);
  };

  private readonly forget = (): void => {
    this.question = undefined;
    this.client?.forgetMe();
    this.said = this.terms.forgotten;
  };

  private words(refusal: Refusal): string {
    return refusalText(this.terms, refusal);
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'parley-my-data': ParleyMyData;
  }
}
