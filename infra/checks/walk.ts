/** A walk over a script's syntax tree (ESTree with TypeScript, from the parser that builds and tests use). */
import { parseSync } from 'vite';
import type { SourceFile } from './sources.ts';

export interface Node {
  readonly type: string;
  readonly start: number;
  readonly end: number;
  readonly [key: string]: unknown;
}

const isNode = (value: unknown): value is Node =>
  typeof value === 'object' && value !== null && typeof (value as Node).type === 'string';

/** Every node, parents before children. */
export function nodesOf(file: SourceFile): Node[] {
  const { program, errors } = parseSync(file.path, file.text);
  if (errors.length > 0) throw new Error(`${file.path}: ${errors[0]?.message}`);
  const nodes: Node[] = [];
  const visit = (value: unknown): void => {
    if (Array.isArray(value)) value.forEach(visit);
    if (!isNode(value)) return;
    nodes.push(value);
    Object.values(value).forEach(visit);
  };
  visit(program);
  return nodes;
}

export const commentsOf = (file: SourceFile) => parseSync(file.path, file.text).comments;

/** `a.b.c` of an expression; calls in between are left out: `it.each([1])` is `it.each`. Empty where it is no plain path. */
export function pathOf(node: Node): string {
  switch (node.type) {
    case 'Identifier':
      return String(node.name);
    case 'MemberExpression': {
      const property = node.property as Node;
      const name = node.computed ? property.value : property.name;
      const object = pathOf(node.object as Node);
      return object === '' || typeof name !== 'string' ? '' : `${object}.${name}`;
    }
    case 'CallExpression':
      return pathOf(node.callee as Node);
    case 'TaggedTemplateExpression':
      return pathOf(node.tag as Node);
    default:
      return '';
  }
}

/** Line of an offset, from 1. */
export const lineOf = (file: SourceFile, offset: number) => file.text.slice(0, offset).split('\n').length;

export const at = (file: SourceFile, node: Node) => `${file.path}:${lineOf(file, node.start)}`;
