/** Test titles, read from the sources: what stands before the first `${}` counts as the beginning. */
import type { SourceFile } from './sources.ts';
import { at, type Node, nodesOf, pathOf } from './walk.ts';

export interface Title {
  readonly where: string;
  /** Undefined where the title is no literal. */
  readonly text: string | undefined;
}

/** `it('…', …)`, `test.each(…)('…', …)`, `api.it('…', …)`; not `test.describe`, not `/x/.test(text)`. */
const TEST_CALL = /^(?:\w+\.)?(?:it|test)(?:\.(?:each|for|concurrent|sequential|fails|prop))*$/;

export const titlesOf = (file: SourceFile): Title[] =>
  nodesOf(file).flatMap((node) => {
    if (node.type !== 'CallExpression') return [];
    const [title, ...rest] = node.arguments as Node[];
    if (title === undefined || !rest.some(isFunction) || !TEST_CALL.test(pathOf(node.callee as Node))) return [];
    return [{ where: at(file, node), text: literalOf(title) }];
  });

const isFunction = (node: Node) =>
  ['ArrowFunctionExpression', 'FunctionExpression', 'Identifier', 'CallExpression'].includes(node.type);

function literalOf(node: Node): string | undefined {
  if (node.type === 'Literal') return typeof node.value === 'string' ? node.value : undefined;
  if (node.type === 'BinaryExpression' && node.operator === '+') return literalOf(node.left as Node);
  if (node.type !== 'TemplateLiteral') return undefined;
  const [first] = node.quasis as { value: { cooked: string } }[];
  return first?.value.cooked;
}
