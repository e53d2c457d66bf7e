/** Words of the language that have no place here: markup sinks anywhere, time and chance in the heart, `any`. */
import type { SourceFile } from './sources.ts';
import { at, commentsOf, lineOf, type Node, nodesOf, pathOf } from './walk.ts';

const SINK_PROPERTIES = new Set([
  'innerHTML',
  'outerHTML',
  'insertAdjacentHTML',
  'srcdoc',
  'createContextualFragment',
  'setHTMLUnsafe',
]);
const SINK_NAMES = new Set(['unsafeHTML', 'unsafeSVG', 'unsafeMathML', 'unsafeStatic', 'eval', 'DOMParser']);

/** Places where a string would become markup or code. */
export const sinksIn = (file: SourceFile): string[] =>
  nodesOf(file)
    .filter(isSink)
    .map((node) => `${at(file, node)}: ${file.text.slice(node.start, node.end).slice(0, 60)}`);

function isSink(node: Node): boolean {
  switch (node.type) {
    case 'Identifier':
      return SINK_NAMES.has(String(node.name));
    case 'MemberExpression': {
      const property = node.property as Node;
      const name = String(node.computed ? property.value : property.name);
      return SINK_PROPERTIES.has(name) || (/^write(ln)?$/.test(name) && /(^|\.)document$/.test(pathOf(node.object as Node)));
    }
    case 'NewExpression':
    case 'CallExpression':
      return pathOf(node.callee as Node) === 'Function';
    case 'TemplateElement':
      // lit's property binding: .innerHTML=${…}
      return /[.?]?(innerHTML|outerHTML|srcdoc)\s*=\s*["']?$/i.test((node.value as { cooked: string }).cooked);
    default:
      return false;
  }
}

const OUTSIDE = new Set([
  'Date.now',
  'performance.now',
  'Math.random',
  'crypto.randomUUID',
  'crypto.getRandomValues',
  'setTimeout',
  'setInterval',
  'setImmediate',
  'queueMicrotask',
  'requestAnimationFrame',
  'process.nextTick',
  'fetch',
]);

/** Calls that reach time, chance, timers or a console other than through a port. */
export const outsideIn = (file: SourceFile): string[] =>
  nodesOf(file)
    .filter((node) => {
      if (node.type === 'NewExpression') return pathOf(node.callee as Node) === 'Date' && (node.arguments as Node[]).length === 0;
      const path = node.type === 'CallExpression' || node.type === 'MemberExpression' ? bare(pathOf(node)) : '';
      return (
        (node.type === 'CallExpression' && OUTSIDE.has(path)) || (node.type === 'MemberExpression' && /^console\.\w+$/.test(path))
      );
    })
    .map((node) => `${at(file, node)}: ${file.text.slice(node.start, node.end).slice(0, 60)}`);

const bare = (path: string) => path.replace(/^(globalThis|window|self)\./, '');

/** Types that switch the compiler off, and comments that do. */
export const anyIn = (file: SourceFile): string[] => [
  ...nodesOf(file)
    .filter((node) => node.type === 'TSAnyKeyword')
    .map((node) => `${at(file, node)}: any`),
  ...commentsOf(file)
    .filter(({ value }) => /^\s*@ts-(ignore|expect-error|nocheck)/.test(value))
    .map(({ start, value }) => `${file.path}:${lineOf(file, start)}: ${value.trim()}`),
];

/** Suites that leave tests out: `.skip`, `.only`, `.todo`, `xit` and the conditional forms. */
export const skipsIn = (file: SourceFile): string[] =>
  nodesOf(file)
    .filter((node) => node.type === 'CallExpression' && SKIP.test(pathOf(node.callee as Node)))
    .map((node) => `${at(file, node)}: ${pathOf(node.callee as Node)}`);

const SKIP = /^(?:\w+\.)?(?:x(?:it|test|describe)|(?:it|test|describe|suite)(?:\.\w+)*\.(?:skip|only|todo|fixme|skipIf|runIf))$/;
