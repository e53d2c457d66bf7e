/** The files that the checks read. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../dev/lib/paths.mjs';
import { treeFiles } from '../dev/lib/tree.mjs';

/** A file of the tree: its path from the root, with `/`, and its text. */
export interface SourceFile {
  readonly path: string;
  readonly text: string;
}

export const read = (path: string): SourceFile => ({ path, text: readFileSync(join(root, path), 'utf8') });

export const isTest = (path: string) => /\.(test|spec)\.ts$/.test(path);

/** Holds test titles: a suite, or a contract that adapters' suites run. */
export const holdsTests = (path: string) => isTest(path) || /\/contract\//.test(path);

const isScript = (path: string) => /\.(ts|mjs|js)$/.test(path) && !path.endsWith('.d.ts');

/** Every script of the tree that people wrote. */
export const scripts = (): SourceFile[] => treeFiles().filter(isScript).map(read);
