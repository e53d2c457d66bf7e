/** What a script names in its imports and re-exports, types included. */
import { parseSync } from 'vite';
import type { SourceFile } from './sources.ts';

export interface Import {
  readonly specifier: string;
  /** Gone after compilation: brings no code to the browser and closes no circle at run time. */
  readonly typeOnly: boolean;
}

export function importsOf(file: SourceFile): Import[] {
  const { module, errors } = parseSync(file.path, file.text);
  if (errors.length > 0) throw new Error(`${file.path}: ${errors[0]?.message}`);
  const { staticImports, staticExports, dynamicImports } = module;
  return [
    ...staticImports.map(({ moduleRequest, entries }) => ({
      specifier: moduleRequest.value,
      typeOnly: entries.length > 0 && entries.every((entry) => entry.isType),
    })),
    ...staticExports.flatMap(({ entries }) =>
      entries
        .filter((entry) => entry.moduleRequest !== null)
        .map((entry) => ({ specifier: entry.moduleRequest?.value ?? '', typeOnly: entry.isType })),
    ),
    ...dynamicImports.map(({ moduleRequest }) => ({
      specifier: literal(file.text.slice(moduleRequest.start, moduleRequest.end)),
      typeOnly: false,
    })),
  ];
}

/** The text between quotes; an address made at run time is kept as written. */
const literal = (code: string) => /^(['"`])(.*)\1$/.exec(code)?.[2] ?? code;

/** `@parley/model/text` → `@parley/model`; `kysely/helpers` → `kysely`. */
export function packageOf(specifier: string): string {
  const parts = specifier.split('/');
  return parts.slice(0, specifier.startsWith('@') ? 2 : 1).join('/');
}
