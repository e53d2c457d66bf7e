/** The parser as a chunk of its own: loaded once, when the first body needs it. */
import { isPlain, plainTree, type TextTree } from '@parley/model/text/plain';

type Parse = (body: string) => TextTree;
let parse: Parse | undefined;
let loading: Promise<Parse> | undefined;

/** Loads the parser. A failed load is tried again by the next call. */
export function loadParser(): Promise<Parse> {
  loading ??= import('@parley/model/text').then(
    (chunk) => {
      parse = chunk.parseText;
      return chunk.parseText;
    },
    (error: unknown) => {
      loading = undefined;
      throw error;
    },
  );
  return loading;
}

/** The tree at once when that is possible: a plain body, or the parser is here. Else undefined. */
export function treeNow(body: string): TextTree | undefined {
  return isPlain(body) ? plainTree(body) : parse?.(body);
}
