/** The pages people see, streamed from the renderer. */
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Clock, Engine } from '@parley/engine';
import { roomSlug } from '@parley/protocol';
import type { RequestHandler, Response } from 'express';
import { pageQueryOf, parsePageAddress } from './page-query.ts';
import type { PageRenderer } from './page-renderer.ts';

export interface PageParts {
  readonly engine: Engine;
  readonly renderer: PageRenderer;
  readonly publicUrl: string;
  readonly clock: Clock;
}

/** Rooms under "You might also like". */
const OTHER_ROOMS = 6;

async function sendPage(response: Response, status: number, html: AsyncIterable<string>): Promise<void> {
  response.status(status).type('html').set('Cache-Control', 'no-cache');
  try {
    await pipeline(Readable.from(html), response);
  } catch (error) {
    // A reader who leaves in the middle is no failure of ours.
    if (!response.destroyed && !response.headersSent) throw error;
    response.destroy();
  }
}

export function indexPage({ engine, renderer, publicUrl, clock }: PageParts): RequestHandler {
  return async (_request, response) =>
    sendPage(response, 200, renderer.renderIndex({ rooms: await engine.listRooms(), publicUrl, now: clock.now() }));
}

export function notFoundPage({ renderer, publicUrl }: Pick<PageParts, 'renderer' | 'publicUrl'>): RequestHandler {
  return (_request, response) => sendPage(response, 404, renderer.renderNotFound({ publicUrl }));
}

/** A room with its thread. Unknown rooms and addresses that mean nothing get the 404 page. */
export function roomPage(parts: PageParts): RequestHandler {
  const { engine, renderer, publicUrl, clock } = parts;
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
      found ? 200 : 404,
      renderer.renderRoom({ room, page, order, from, comment, others, publicUrl, now: clock.now() }),
    );
  };
}
