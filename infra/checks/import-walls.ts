/** Finds imports that break a wall, and circles between workspaces. */
import { posix } from 'node:path';
import { importsOf, packageOf } from './imports.ts';
import type { SourceFile } from './sources.ts';
import { holdsTests } from './sources.ts';
import { TEST_VENDORS, TEST_WORKSPACES, type Wall } from './walls.ts';

/** Specifiers that each workspace offers: `@parley/model`, `@parley/model/text`. */
export type Offers = ReadonlySet<string>;

export interface Tree {
  readonly files: readonly SourceFile[];
  readonly walls: Readonly<Record<string, Wall>>;
  readonly offers: Offers;
}

/** The workspace that a path lies in, or undefined for files of the root. */
const homeOf = (path: string, walls: Tree['walls']) => Object.keys(walls).find((home) => path.startsWith(`${home}/`));

/** Breaches in words, each beginning with the path of the file. */
export function importBreaches({ files, walls, offers }: Tree): string[] {
  const arrows = new Map<string, Set<string>>();
  const breaches = files.flatMap((file) => {
    const home = homeOf(file.path, walls);
    if (home === undefined) return [];
    const own = walls[home] as Wall;
    return importsOf(file).flatMap(({ specifier }) => {
      const target = workspaceOf(specifier);
      if (target !== undefined && !isSupport(file.path)) arrowsOf(arrows, nameOf(home)).add(target);
      const fault = faultOf(specifier, file.path, home, own, offers);
      return fault === undefined ? [] : [`${file.path}: ${fault}`];
    });
  });
  return [...breaches, ...circles(arrows)];
}

/** Tests, contract suites and configuration: not shipped, so they may use the test tools. */
const isSupport = (path: string) => holdsTests(path) || /\/(test|contract|fixtures)\//.test(path) || /\.config\.ts$/.test(path);

function faultOf(specifier: string, path: string, home: string, own: Wall, offers: Offers): string | undefined {
  if (specifier.startsWith('.')) {
    const target = posix.join(posix.dirname(path), specifier);
    const configuration = path.endsWith('.config.ts') && !/^(packages|apps|e2e)\//.test(target);
    return target.startsWith(`${home}/`) || configuration ? undefined : `reaches out of ${home} by ${specifier}`;
  }
  const support = isSupport(path);
  const target = workspaceOf(specifier);
  if (target !== undefined) {
    if (!offers.has(specifier)) return `${specifier} is no export of its package`;
    const allowed = [...own.workspaces, ...(support ? TEST_WORKSPACES : [])];
    return target === nameOf(home) || allowed.includes(target) ? undefined : `${home} may not import ${specifier}`;
  }
  const vendor = specifier.startsWith('node:') ? 'node:' : packageOf(specifier);
  const allowed = [...own.vendors, ...(support ? [...TEST_VENDORS, ...(own.testVendors ?? [])] : [])];
  if (!allowed.includes(vendor)) return `${home} may not name ${specifier}`;
  // Full zod would reach the browser with four times the weight.
  if (vendor === 'zod' && specifier !== 'zod/mini') return `${specifier}: only zod/mini`;
  return undefined;
}

const nameOf = (home: string) => home.split('/').pop() as string;
const workspaceOf = (specifier: string) =>
  specifier.startsWith('@parley/') ? packageOf(specifier).slice('@parley/'.length) : undefined;

function arrowsOf(arrows: Map<string, Set<string>>, from: string): Set<string> {
  const known = arrows.get(from) ?? new Set();
  arrows.set(from, known);
  return known;
}

/** Each workspace that can be reached from itself. */
function circles(arrows: ReadonlyMap<string, ReadonlySet<string>>): string[] {
  const reaches = (from: string, seen: Set<string>): Set<string> => {
    for (const next of arrows.get(from) ?? []) {
      if (next !== from && !seen.has(next)) reaches(next, seen.add(next));
      else seen.add(next);
    }
    return seen;
  };
  return [...arrows.keys()]
    .filter((name) => [...(arrows.get(name) ?? [])].some((next) => next !== name && reaches(next, new Set()).has(name)))
    .map((name) => `${name}: imports itself through others`);
}
