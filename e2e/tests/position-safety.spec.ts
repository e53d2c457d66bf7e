import { nodeRoomClient } from '@parley/client';
import type { RoomSlug } from '@parley/protocol';
import type { Locator } from 'playwright/test';
import { expect, test } from '../fixtures/test.ts';
import { made, remarks, thread } from '../fixtures/threads.ts';

/** Three writers, since one person's burst is 30 comments. */
const WRITERS = 3;
const COMMENTS = 51;

test.describe('what is read does not move', () => {
  for (const order of ['newest', 'oldest', 'best']) {
    test(`SAFE-6 0 px while ${COMMENTS} comments arrive, sorted by ${order}`, async ({ world }) => {
      const comments = [...remarks(40), made('reply', 60, 'A reply in the middle.', 'remark-20')];
      const server = await world.serve({ threads: [thread('bay', comments)] });
      const ada = await (await world.person()).open(`${server.url}/rooms/bay?order=${order}`);
      const read = ada.text('Remark 30.').or(ada.text('Remark 10.')).first();
      await read.scrollIntoViewIfNeeded();
      await ada.page.mouse.wheel(0, 30);
      await expect(read).toBeInViewport();
      await settled(read);
      await watchPlace(read);

      const clients = Array.from({ length: WRITERS }, () => nodeRoomClient({ server: server.url, room: 'bay' as RoomSlug }));
      for (const client of clients) client.connect();
      for (let index = 0; index < COMMENTS; index += 1) {
        const posted = clients[index % WRITERS]?.postComment(null, `Arrival ${index + 1}.`);
        expect(posted?.ok).toBe(true);
      }
      await expect.poll(async () => (await countOf(server.url)) - comments.length).toBe(COMMENTS);
      // The reader's page has drawn the last of them: its count says so.
      await expect(ada.page.getByText(new RegExp(`\\b${comments.length + COMMENTS}\\b`)).first()).toBeAttached();

      expect(await placesSeen(read)).toHaveLength(1);
      for (const client of clients) client.close();
    });
  }
});

async function countOf(url: string): Promise<number> {
  const answer = await fetch(`${url}/api/rooms/bay`);
  return ((await answer.json()) as { summary: { comments: number } }).summary.comments;
}

/** Resolves when the element kept its place for ten frames: the wheel has come to rest. */
const settled = (locator: Locator) =>
  locator.evaluate(
    (element) =>
      new Promise<void>((resolve) => {
        let [top, calm] = [Number.NaN, 0];
        const look = () => {
          const now = element.getBoundingClientRect().top;
          calm = now === top ? calm + 1 : 0;
          top = now;
          if (calm >= 10) resolve();
          else requestAnimationFrame(look);
        };
        look();
      }),
  );

interface Watched {
  places: Set<number>;
}

/** Notes the element's place in the window at every frame from now on. */
const watchPlace = (locator: Locator) =>
  locator.evaluate((element) => {
    const places = new Set<number>();
    (window as unknown as Watched).places = places;
    const note = () => {
      places.add(element.isConnected ? element.getBoundingClientRect().top : Number.NaN);
      requestAnimationFrame(note);
    };
    note();
  });

const placesSeen = (locator: Locator) => locator.evaluate(() => [...(window as unknown as Watched).places]);
