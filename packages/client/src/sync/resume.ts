/** After a reset: reads the windows that were open again and shows the difference in one step (WIN-6). */
import { covers, keyOf, type ListId, listsOf, type RoomState, stateOfPage } from '@parley/model';
import { type OrderKey, PAGE_MAX_ROWS, type Page } from '@parley/protocol';
import type { Connection } from '../connection/connection.ts';
import type { Pages } from './pages.ts';
import type { Replica } from './replica.ts';

/** Most pages read again after one reset: what lies beyond folds back behind "show more". */
const PAGES_MAX = 12;

export async function rereadWindows(page: Page, replica: Replica, pages: Pages, connection: Connection): Promise<void> {
  const old = replica.shown;
  if (!old) return;
  const isUnderWay = replica.beginReset(stateOfPage(page));
  let left = PAGES_MAX;
  for (const list of listsByDepth(old)) {
    for (const side of ['before', 'after'] as const) {
      for (let from = missing(replica, old, list, side); from && left > 0; left -= 1) {
        const answer = await pages.read({ parent: list, order: from.order, from: from.from, limit: PAGE_MAX_ROWS });
        if (!isUnderWay()) return;
        if (!answer.ok) break;
        from = missing(replica, old, list, side);
      }
    }
  }
  replica.endReset(true);
  connection.step('caught-up');
}

function listsByDepth(old: RoomState): readonly ListId[] {
  const depth = (list: ListId) => (list === null ? -1 : (old.content.get(list)?.depth ?? 0));
  return [...listsOf(old).keys()].sort((a, b) => depth(a) - depth(b));
}

/** The next page that brings the new window closer to what the old one showed; undefined when it covers it. */
function missing(replica: Replica, old: RoomState, list: ListId, side: 'before' | 'after') {
  const coming = replica.current;
  const rows = listsOf(old).get(list) ?? [];
  const id = side === 'before' ? rows[0] : rows.at(-1);
  if (!coming || id === undefined || (list !== null && !coming.content.has(list))) return undefined;
  const window = coming.windows.get(list);
  const order = window?.order ?? old.windows.get(list)?.order ?? 'oldest';
  if (!window) return { order, from: { at: 'start' as const } };
  const content = coming.content.get(id) ?? old.content.get(id);
  const tally = coming.tallies.get(id) ?? old.tallies.get(id);
  const edge = side === 'before' ? window.first : window.last;
  if (!content || !tally || !edge || covers(window, keyOf(order, content, tally))) return undefined;
  const key: OrderKey = edge;
  return beyond(window, keyOf(order, content, tally), side) ? { order, from: { at: side, key: [...key] } } : undefined;
}

function beyond(
  window: { first: OrderKey | null; last: OrderKey | null } & Parameters<typeof covers>[0],
  key: OrderKey,
  side: 'before' | 'after',
) {
  // The old row lies on that side when opening that end would let it in.
  return covers({ ...window, [side === 'before' ? 'first' : 'last']: null }, key);
}
