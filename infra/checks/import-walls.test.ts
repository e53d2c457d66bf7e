import { describe, expect, it } from 'vitest';
import { importBreaches } from './import-walls.ts';
import { importsOf } from './imports.ts';
import { read, type SourceFile, scripts } from './sources.ts';
import { WALLS } from './walls.ts';

const exported = Object.keys(WALLS).flatMap((home) => {
  const { name, exports = {} } = JSON.parse(read(`${home}/package.json`).text) as { name: string; exports?: object };
  return Object.keys(exports).map((door) => name + door.slice(1));
});
const offers = new Set(exported);
const breachesOf = (...files: SourceFile[]) => importBreaches({ files, walls: WALLS, offers });
const model = (text: string): SourceFile => ({ path: 'packages/model/src/doctored.ts', text });

describe('import walls', () => {
  it('TREE-1 the tree breaks no wall', () => {
    expect(breachesOf(...scripts())).toEqual([]);
  });

  it.each([
    ['the arrow turned round', "import { x } from '@parley/engine';"],
    ['a type of a package that it must not know', "import type { x } from '@parley/engine';"],
    ['a sibling re-exported', "export * from '@parley/client';"],
    ['a sibling loaded late', "const x = await import('@parley/store');"],
    ['a vendor of another place', "import { Kysely } from 'kysely';"],
    ['Node in a pure package', "import { readFileSync } from 'node:fs';"],
    ['a way past the exports', "import { place } from '@parley/protocol/src/position.ts';"],
    ['a relative way into another package', "import { place } from '../../protocol/src/position.ts';"],
  ])('TREE-1 turns red for %s', (_what, text) => {
    expect(breachesOf(model(text))).toHaveLength(1);
  });

  it('REF-6 full zod is a breach anywhere, zod/mini is none', () => {
    const schema = (from: string) => ({ path: 'packages/protocol/src/doctored.ts', text: `import * as z from '${from}';` });
    expect(breachesOf(schema('zod/mini'))).toEqual([]);
    expect(breachesOf(schema('zod'))).toHaveLength(1);
  });

  it('TREE-1 a circle between two packages is found', () => {
    const walls = {
      'packages/a': { workspaces: ['b'], vendors: [] },
      'packages/b': { workspaces: ['a'], vendors: [] },
    };
    const files = [
      { path: 'packages/a/src/index.ts', text: "import '@parley/b';" },
      { path: 'packages/b/src/index.ts', text: "import '@parley/a';" },
    ];
    expect(importBreaches({ files, walls, offers: new Set(['@parley/a', '@parley/b']) })).toHaveLength(2);
    expect(importBreaches({ files: files.slice(0, 1), walls, offers: new Set(['@parley/b']) })).toEqual([]);
  });

  it('TREE-1 reads every form of import', () => {
    const text =
      "import a, { type B } from 'a';\nimport type { C } from 'c';\nexport { d } from 'd';\nvoid import('e');\nimport 'f';";
    expect(importsOf({ path: 'x.ts', text })).toEqual([
      { specifier: 'a', typeOnly: false },
      { specifier: 'c', typeOnly: true },
      { specifier: 'f', typeOnly: false },
      { specifier: 'd', typeOnly: false },
      { specifier: 'e', typeOnly: false },
    ]);
  });

  it('TREE-1 has a wall for every workspace', () => {
    const homes = scripts().map(({ path }) => /^(packages|apps)\/[^/]+|^e2e/.exec(path)?.[0]);
    expect([...new Set(homes)].filter((home) => home !== undefined && !(home in WALLS))).toEqual([]);
  });
});
