import { idOf } from '../fixtures/room-api.ts';
import { expect, test } from '../fixtures/test.ts';
import { made, remarks, thread } from '../fixtures/threads.ts';

const comments = [
  ...remarks(70),
  made('a', 100, 'A reply far down.', 'remark-1'),
  made('b', 101, 'A reply to the reply.', 'a'),
  made('c', 102, 'The one that was linked.', 'b'),
];

test.describe('a link to a comment', () => {
  test('UI-8 lands on a nested comment that is in no first page', async ({ world }) => {
    const server = await world.serve({ threads: [thread('bay', comments)] });
    const id = await idOf(server.url, 'bay', 'The one that was linked.', 'order=oldest');
    const ada = await (await world.person()).open(`${server.url}/rooms/bay?comment=${id}`);
    await ada.showsOnce('The one that was linked.', 'A reply to the reply.', 'A reply far down.', 'Remark 1.');
    await expect(ada.comment('The one that was linked.')).toBeInViewport();
  });

  test('UI-8 the link that a comment itself offers leads back to it', async ({ world }) => {
    const server = await world.serve({ threads: [thread('bay', comments)] });
    const ada = await (await world.person()).open(`${server.url}/rooms/bay`);
    const link = ada
      .comment('Remark 60.')
      .getByRole('link')
      .filter({ has: ada.page.locator('time') })
      .first();
    const address = await link.evaluate((element) => (element as HTMLAnchorElement).href);
    const ben = await (await world.person()).open(address);
    await expect(ben.comment('Remark 60.')).toBeInViewport();
  });

  test('PAGE-6 a link to no comment says so and shows the room', async ({ world }) => {
    const server = await world.serve({ threads: [thread('bay', comments)] });
    const ada = await world.person();
    await ada.page.goto(`${server.url}/rooms/bay?comment=00000000-0000-7000-8000-000000000000`);
    await expect(ada.text('The ferry stops in spring. The first paragraph of the article.')).toBeVisible();
    await ada.showsOnce('Remark 70.');
  });
});
