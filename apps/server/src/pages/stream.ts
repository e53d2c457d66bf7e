import { renderThunked } from '@lit-labs/ssr';
import type { ThunkedRenderResult } from '@lit-labs/ssr/lib/render-result.js';

/** Characters of one piece: templates give a string per gap, the network wants packets. */
const PIECE = 16_384;

/**
 * A template as text in pieces, made as fast as the reader takes them. Our templates hold no promises. A template that throws
 * rejects the reader's `next()`; the library's own Readable would leave that error to nobody and end the process.
 */
export async function* stream(template: unknown): AsyncGenerator<string, void, undefined> {
  let piece = '';
  for (const text of flat(renderThunked(template))) {
    piece += text;
    if (piece.length >= PIECE) {
      yield piece;
      piece = '';
    }
  }
  if (piece !== '') yield piece;
}

type Part = ThunkedRenderResult[number] | undefined;

function* flat(parts: Iterable<Part>): Generator<string, void, undefined> {
  for (let part of parts) {
    while (typeof part === 'function') part = part() as Part;
    if (typeof part === 'string') yield part;
    else if (Array.isArray(part)) yield* flat(part);
    else if (part !== undefined) throw new TypeError('A page may not wait for a promise.');
  }
}
