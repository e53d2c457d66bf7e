/** A page on its way, in the pieces that the renderer gives. */
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Log } from '@parley/engine';
import type { Response } from 'express';

/** What the renderer gives, from a piece that was taken already; a fault of its own is told apart from a reader who left. */
async function* piecesFrom(
  first: IteratorResult<string>,
  rest: AsyncIterator<string>,
  onFault: (error: unknown) => void,
): AsyncGenerator<string> {
  try {
    for (let piece = first; !piece.done; piece = await rest.next()) yield piece.value;
  } catch (error) {
    onFault(error);
    throw error;
  } finally {
    // Lets go of what the renderer holds when a reader leaves in the middle.
    await rest.return?.();
  }
}

/**
 * Rejects when the page cannot begin; one that fails later is cut, since its status is on the way already, and logged.
 * Kept nowhere without asking again, unless `Cache-Control` is set already.
 */
export async function sendPage(response: Response, log: Log, status: number, html: AsyncIterable<string>): Promise<void> {
  const pieces = html[Symbol.asyncIterator]();
  const first = await pieces.next();
  response.status(status).type('html');
  if (!response.hasHeader('Cache-Control')) response.set('Cache-Control', 'no-cache');
  const onFault = (error: unknown) => log.error('page-failed', { path: response.req.path, error: String(error) });
  try {
    await pipeline(Readable.from(piecesFrom(first, pieces, onFault)), response);
  } catch {
    // The fault is logged; a reader who leaves in the middle is none.
    response.destroy();
  }
}
