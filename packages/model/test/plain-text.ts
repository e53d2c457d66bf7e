import type { Block, Inline, TextTree } from '../src/text/tokens.ts';

/** The text one reads, without marks: what no parsing may lose. Blocks and lines are parted by line ends. */
export function plainText(tree: TextTree): string {
  return tree.map(blockText).join('\n');
}

function blockText(block: Block): string {
  switch (block.kind) {
    case 'paragraph':
      return block.children.map(inlineText).join('');
    case 'quote':
      return plainText(block.children);
    case 'code-block':
      return block.text;
    case 'list':
      return block.items.map(plainText).join('\n');
  }
}

function inlineText(node: Inline): string {
  switch (node.kind) {
    case 'text':
    case 'code':
      return node.text;
    case 'break':
      return '\n';
    default:
      return node.children.map(inlineText).join('');
  }
}
