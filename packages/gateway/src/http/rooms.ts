/** `GET /api/rooms` and `GET /api/rooms/:slug`: what can be read without a connection. */
import type { Engine } from '@parley/engine';
import { type RoomList, type RoomSnapshot, refuse, roomSlug } from '@parley/protocol';
import type { RequestHandler } from 'express';
import { sendRefusal } from './answers.ts';
import { pageQueryOf, parsePageAddress } from './page-query.ts';

/** Public and quickly out of date: kept nowhere without asking again. */
const FRESH = 'no-cache';

export function listRooms(engine: Engine): RequestHandler {
  return async (_request, response) => {
    const answer: RoomList = { rooms: [...(await engine.listRooms())] };
    response.set('Cache-Control', FRESH).json(answer);
  };
}

/** One page at one head. A room that nobody made yet is an empty one: an embed shows it before its first comment. */
export function readRoom(engine: Engine): RequestHandler {
  return async (request, response) => {
    const slug = roomSlug.safeParse(request.params.slug);
    if (!slug.success) return sendRefusal(response, refuse('malformed', { field: 'slug' }));
    const address = parsePageAddress(request.query);
    if (!address.ok) return sendRefusal(response, address.refusal);
    const room = await engine.findRoom(slug.data);
    const page = await engine.readPage(slug.data, pageQueryOf(address.value));
    if (!page) return sendRefusal(response, refuse('not-found'));
    const answer: RoomSnapshot = { slug: slug.data, exists: room !== undefined, summary: page.summary, page };
    response.set('Cache-Control', FRESH).json(answer);
  };
}
