/** A token tree as a template: the same live, on the server and in previews. Text goes in as text, never as markup. */
import type { Block, Inline, TextTree } from '@parley/model/text/plain';
import type { TemplateResult } from 'lit';
import type { Html } from './html.ts';

/** What a link in a comment tells search engines and the page it opens (TEXT-5). */
const REL = 'nofollow ugc noopener noreferrer';

/** Makes the templates of texts with a tag. */
export function textTemplates(html: Html): (tree: TextTree) => TemplateResult[] {
  const textTemplate = (tree: TextTree): TemplateResult[] => tree.map(blockTemplate);

  function blockTemplate(block: Block): TemplateResult {
    switch (block.kind) {
      case 'paragraph':
        return html`<p dir="auto">${block.children.map(inlineTemplate)}</p>`;
      case 'quote':
        return html`<blockquote dir="auto">${textTemplate(block.children)}</blockquote>`;
      case 'code-block':
        return html`<pre tabindex="0"><code>${block.text}</code></pre>`;
      case 'list': {
        const items = block.items.map((item) => html`<li dir="auto">${textTemplate(item)}</li>`);
        return block.ordered ? html`<ol start=${block.start}>${items}</ol>` : html`<ul>${items}</ul>`;
      }
    }
  }

  function inlineTemplate(node: Inline): TemplateResult | string {
    switch (node.kind) {
      case 'text':
        return node.text;
      case 'emphasis':
        return html`<em>${node.children.map(inlineTemplate)}</em>`;
      case 'strong':
        return html`<strong>${node.children.map(inlineTemplate)}</strong>`;
      case 'code':
        return html`<code>${node.text}</code>`;
      case 'break':
        return html`<br>`;
      case 'link':
        return html`<a href=${node.href} rel=${REL}>${node.children.map(inlineTemplate)}</a>`;
    }
  }

  return textTemplate;
}
