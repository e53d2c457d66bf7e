import { plainTree, type TextTree } from '@parley/model/text/plain';
import { html, LitElement, type PropertyValues } from 'lit';
import { property, state } from 'lit/decorators.js';
import { loadParser, treeNow } from '../../internal/parser.ts';
import { textTemplates } from '../../internal/text-template.ts';
import styles from './text.styles.ts';

const textTemplate = textTemplates(html);

/**
 * A comment's text. Plain bodies are shown at once; others need the parser, and until it is here, or when it cannot be loaded,
 * they are shown as typed.
 *
 * @tag parley-text
 */
export class ParleyText extends LitElement {
  static override styles = styles;

  /** The text as typed. */
  @property() body = '';

  @state() private tree: TextTree = [];
  private loading: Promise<void> | undefined;

  /** Settles when the final form of the present body is known; it never rejects. */
  get ready(): Promise<void> {
    return this.loading ?? Promise.resolve();
  }

  override willUpdate(changed: PropertyValues<this>): void {
    if (!changed.has('body')) return;
    const tree = treeNow(this.body);
    this.tree = tree ?? plainTree(this.body);
    this.loading = tree ? undefined : this.parseLater(this.body);
  }

  override render() {
    return html`<div class="parley-body" part="body" dir="auto">${textTemplate(this.tree)}</div>`;
  }

  private async parseLater(body: string): Promise<void> {
    try {
      const parse = await loadParser();
      if (this.body !== body) return;
      this.tree = parse(body);
      await this.updateComplete;
    } catch {
      // The text stays as typed; the next text to be shown tries to load again.
    }
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'parley-text': ParleyText;
  }
}
