/** The pages people see, streamed from the renderer. */
import type { Clock, Engine, Log } from '@parley/engine';
import { roomSlug } from '@parley/protocol';
import type { RequestHandler } from 'express';
import { pageQueryOf, parsePageAddress } from './page-query.ts';
import type { PageRenderer } from './page-renderer.ts';
import { sendPage } from './send-page.ts';

export interface PageParts {
  readonly engine: Engine;
  readonly renderer: PageRenderer;
  readonly publicUrl: string;
  readonly clock: Clock;
  readonly log: Log;
}

/** Rooms under "You might also like". */
const OTHER_ROOMS = 6;

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
