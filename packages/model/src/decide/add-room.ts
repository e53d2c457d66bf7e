/** Making a room, or giving one that exists another title, listing or article. */
import type { Rev } from '@parley/protocol';
import type { KeeperCommand, RoomRecord } from '../records.ts';
import { doneAt, type Known, type Verdict } from './working.ts';

type AddRoom = Extract<KeeperCommand, { kind: 'add-room' }>;

/** Idempotent. An article without paragraphs and links leaves the one that stands; the room's status and comments stay too. */
export function addRoom(known: Known, command: AddRoom, rev: Rev): Verdict {
  const { title, listed, article } = command;
  const fresh: RoomRecord = {
    slug: known.slug,
    title,
    status: 'open',
    listed,
    article,
    head: 0,
    lastCreatedAt: 0,
    comments: 0,
    topLevel: 0,
  };
  if (!known.room) return doneAt(rev, { room: fresh });
  const saysNothing = article.paragraphs.length === 0 && article.links.length === 0;
  return doneAt(rev, { room: { ...known.room, title, listed, article: saysNothing ? known.room.article : article } });
}
