/** All of a room as one instance tells it, page by page, as a reader would who opens every list to its end. */
import type { Transport } from '@parley/client';
import {
  type ContentPart,
  decodeAnswer,
  type Epoch,
  PAGE_MAX_ROWS,
  type Page,
  type PageFrom,
  PROTOCOL_CURRENT,
  type ReadPage,
  type RoomSlug,
  type RoomSummary,
  type TallyPart,
} from '@parley/protocol';
import type { LineOf } from '../history/lines.ts';

type Wish = Pick<ReadPage, 'parent' | 'order' | 'from'>;

/** Pages that are asked for at once. */
const AT_ONCE = 8;
const START: PageFrom = { at: 'start' };

/** @throws when the instance does not answer or refuses. `name`: under which the history knows it. */
export async function walkRoom(name: string, transport: Transport, room: string): Promise<Omit<LineOf<'store'>, 'at'>> {
  const content = new Map<string, ContentPart>();
  const tallies = new Map<string, TallyPart>();
  let last: { epoch: Epoch; head: number; summary: RoomSummary } | undefined;
  const asked = new Set<string>();
  const wishes: Wish[] = [];
  const wish = (one: Wish) => {
    const key = JSON.stringify(one);
    if (!asked.has(key)) wishes.push(one);
    asked.add(key);
  };

  function take({ epoch, head, summary, windows, content: parts, tallies: counts }: Page) {
    last = { epoch, head, summary };
    for (const part of parts) content.set(part.id, part);
    for (const part of counts) tallies.set(part.id, part);
    for (const { parent, order, last: key } of windows) if (key) wish({ parent, order, from: { at: 'after', key } });
    const open = new Set(windows.map(({ parent }) => parent));
    for (const { id, replyCount } of counts)
      if (replyCount > 0 && !open.has(id)) wish({ parent: id, order: 'oldest', from: START });
  }

  const line = await opened(transport, room);
  try {
    wish({ parent: null, order: 'newest', from: START });
    while (wishes.length > 0) {
      const pages = await Promise.all(
        wishes.splice(0, AT_ONCE).map((one) => line.read({ ...one, limit: PAGE_MAX_ROWS, rev: 0 })),
      );
      for (const page of pages) take(page);
    }
  } finally {
    line.close();
  }
  if (!last) throw new Error(`${name} told nothing.`);
  return { kind: 'store', from: name, ...last, content: [...content.values()], tallies: [...tallies.values()], private: null };
}

function opened(transport: Transport, room: string): Promise<{ read(wish: ReadPage): Promise<Page>; close(): void }> {
  return new Promise((resolve, reject) => {
    let fail = reject;
    const line = transport.open(() => ({ protocol: PROTOCOL_CURRENT, room: room as RoomSlug, order: 'newest' }), {
      opened: () => undefined,
      closed: () => fail(new Error('The line was lost while the room was read.')),
      event(event) {
        if (event === 'welcome') resolve({ read, close: () => line.close() });
      },
    });
    const read = (wish: ReadPage) =>
      new Promise<Page>((give, refuse) => {
        fail = refuse;
        line.send('read-page', wish, (raw) => {
          const told = raw as { readonly ok?: boolean; readonly value?: unknown };
          const page = told.ok ? decodeAnswer('read-page', told.value) : undefined;
          if (page?.ok) give(page.value);
          else refuse(new Error(`A page was refused: ${JSON.stringify(raw)}`));
        });
      });
  });
}
