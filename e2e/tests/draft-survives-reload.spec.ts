import { expect, test } from '../fixtures/test.ts';
import { made, thread } from '../fixtures/threads.ts';

const threads = [thread('bay', [made('first', 0, 'Who pays for it?')])];

test.describe('reloading', () => {
  test('UI-7 a draft is still there after a reload, in its own place', async ({ world }) => {
    const server = await world.serve({ threads });
    const ada = await (await world.person()).open(`${server.url}/rooms/bay?order=oldest`);
    await ada.composer.first().fill('Half a thought, and then');
    await ada.page.reload();
    await ada.isLive();
    await expect(ada.composer.first()).toHaveValue('Half a thought, and then');
    await ada.postButton.first().click();
    await ada.showsOnce('Half a thought, and then');
    await expect(ada.composer.first()).toHaveValue('');
    await ada.page.reload();
    await ada.isLive();
    await expect(ada.composer.first()).toHaveValue('');
    await ada.showsOnce('Half a thought, and then');
  });

  test('OUT-2 a comment that waits for the line is sent after a reload, once', async ({ world }) => {
    const { server, proxy } = await world.serveBehindProxy({ threads });
    const ada = await (await world.person()).open(`${proxy.url}/rooms/bay?order=oldest`);
    const ben = await (await world.person()).open(`${server.url}/rooms/bay?order=oldest`);
    // The first post makes the identity; without a line none could be had.
    await ada.postAcknowledged('With a line.');
    proxy.blackhole();
    await ada.post('Waiting for the line.');
    proxy.resume();
    await ada.page.reload();
    await ada.isLive();
    await ada.showsOnce('Waiting for the line.');
    await ben.showsOnce('Waiting for the line.');
    await ada.postAcknowledged('Afterwards.');
    await ben.showsOnce('Afterwards.', 'Waiting for the line.');
  });

  test('EDIT-1 a guest stays the author after a reload and in another tab', async ({ world }) => {
    const server = await world.serve({ threads });
    const ada = await (await world.person()).open(`${server.url}/rooms/bay?order=oldest`);
    await ada.postAcknowledged('Still mine tomorrow.');
    await ada.page.reload();
    await ada.isLive();
    await expect(ada.button('Still mine tomorrow.', 'Edit')).toBeVisible();
    const tab = await ada.page.context().newPage();
    await tab.goto(`${server.url}/rooms/bay?order=oldest`);
    await expect(
      tab.getByRole('article').filter({ hasText: 'Still mine tomorrow.' }).getByRole('button', { name: 'Edit' }),
    ).toBeVisible();
  });
});
