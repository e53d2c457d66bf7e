import { freePort } from '@parley/topology';
import { embedMarkup, hostPage } from '../fixtures/host-page.ts';
import { expect, test } from '../fixtures/test.ts';

test.describe('embedded in a page of another origin', () => {
  test('POST-8 three lines of markup show a room, and its first comment makes it', async ({ world }) => {
    const port = await freePort();
    const server = await world.serve({ env: { PARLEY_ORIGINS: `http://127.0.0.1:${port}` } });
    const host = await hostPage(port, embedMarkup(server.url, 'her-own-article', 'Her own article'));
    try {
      const ada = await (await world.person()).open(host.url);
      const ben = await (await world.person()).open(host.url);
      await ada.postAcknowledged('First under this article.');
      await ben.showsOnce('First under this article.');
      await ben.button('First under this article.', 'Vote up').click();
      await expect(ada.score('First under this article.', '+1')).toBeVisible();
      const listed = (await (await fetch(`${server.url}/api/rooms`)).json()) as { rooms: unknown[] };
      expect(listed.rooms).toEqual([]);
    } finally {
      await host.close();
    }
  });

  test('HTTP-6 a page that is not on the list gets no discussion, and says so', async ({ world }) => {
    const port = await freePort();
    const server = await world.serve({ env: { PARLEY_ORIGINS: 'http://allowed.example' } });
    const host = await hostPage(port, embedMarkup(server.url, 'not-allowed', 'Not allowed'));
    try {
      const ada = await world.person();
      await ada.page.goto(host.url);
      await expect(ada.page.getByRole('alert')).toContainText('This site may not show this discussion.');
      await expect(ada.composer).toHaveCount(0);
      const rooms = await fetch(`${server.url}/api/rooms/not-allowed`, { headers: { origin: host.url } });
      expect(rooms.headers.get('access-control-allow-origin')).toBeNull();
    } finally {
      await host.close();
    }
  });
});
