/** The pages people see, streamed from the renderer. */
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Clock, Engine, Log } from '@parley/engine';
import { roomSlug } from '@parley/protocol';
import type { RequestHandler, Response } from 'express';
import { pageQueryOf, parsePageAddress } from './page-query.ts';
import type { PageRenderer } from './page-renderer.ts';

export interface PageParts {
  readonly engine: Engine;
  readonly renderer: PageRenderer;
  readonly publicUrl: string;
  readonly clock: Clock;
  readonly log: Log;
}

/** Rooms under "You might also like". */
const OTHER_ROOMS = 6;

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

/** Rejects when the page cannot begin; one that fails later is cut, since its status is on the way already, and logged. */
async function sendPage(response: Response, log: Log, status: number, html: AsyncIterable<string>): Promise<void> {
  const pieces = html[Symbol.asyncIterator]();
  const first = await pieces.next();
  response.status(status).type('html').set('Cache-Control', 'no-cache');
  const onFault = (error: unknown) => log.error('page-failed', { path: response.req.path, error: String(error) });
  try {
    await pipeline(Readable.from(piecesFrom(first, pieces, onFault)), response);
  } catch {
    // The fault is logged; a reader who leaves in the middle is none.
    response.destroy();
  }
}

export function indexPage({ engine, renderer, publicUrl, clock, log }: PageParts): RequestHandler {
  return async (_request, response) =>
    sendPage(response, log, 200, renderer.renderIndex({ rooms: await engine.listRooms(), publicUrl, now: clock.now() }));
}

export function notFoundPage({ renderer, publicUrl, log }: Pick<PageParts, 'renderer' | 'publicUrl' | 'log'>): RequestHandler {
  return (_request, response) => sendPage(response, log, 404, renderer.renderNotFound({ publicUrl }));
}

/** A room with its thread. Unknown rooms and addresses that mean nothing get the 404 page. */
export function roomPage(parts: PageParts): RequestHandler {
  const { engine, renderer, publicUrl, clock, log } = parts;
  const notFound = notFoundPage(parts);
  return async (request, response, next) => {
    const slug = roomSlug.safeParse(request.params.slug);
    const address = parsePageAddress(request.query);
    const room = slug.success && address.ok ? await engine.findRoom(slug.data) : undefined;
    if (!room || !address.ok) return await notFound(request, response, next);
    const { order, from, comment } = address.value;
    const [found, listed] = await Promise.all([engine.readPage(room.slug, pageQueryOf(address.value)), engine.listRooms()]);
    // A link to a comment that is not here still leads to its room, which says so.
    const page = found ?? (await engine.readPage(room.slug, pageQueryOf({ ...address.value, from: { at: 'start' } })));
    if (!page) return await notFound(request, response, next);
    const others = listed.filter((other) => other.slug !== room.slug).slice(0, OTHER_ROOMS);
    return await sendPage(
      response,
      log,
      found ? 200 : 404,
      renderer.renderRoom({ room, page, order, from, comment, others, publicUrl, now: clock.now() }),
    );
  };
}
