import type { Locator } from 'playwright/test';
import type { RoomPage } from '../fixtures/room-page.ts';
import { expect, test } from '../fixtures/test.ts';
import { made, thread } from '../fixtures/threads.ts';

/** More stops than any of these pages has. */
const TABS_MAX = 150;

test.describe('keyboard only', () => {
  test('UI-2 posts, replies, votes, edits and deletes without a pointer', async ({ world }) => {
    const server = await world.serve({ threads: [thread('bay', [made('first', 0, 'Who pays for it?', null, 'Mira')])] });
    const ada = await (await world.person()).open(`${server.url}/rooms/bay?order=oldest`);
    const ben = await (await world.person()).open(`${server.url}/rooms/bay?order=oldest`);
    const keyboard = ada.page.keyboard;

    await tabTo(ada, ada.composer.first());
    await keyboard.type('Typed, not clicked.');
    await tabTo(ada, ada.postButton.first());
    await keyboard.press('Enter');
    await ben.showsOnce('Typed, not clicked.');

    await tabTo(ada, ada.button('Who pays for it?', 'Vote up'));
    await keyboard.press('Space');
    await expect(ben.score('Who pays for it?', '+1')).toBeVisible();
    await expect(ada.button('Who pays for it?', 'Vote up')).toBeFocused();

    await tabTo(ada, ada.button('Who pays for it?', 'Reply'));
    await keyboard.press('Enter');
    await expect(ada.replyBox).toBeFocused();
    await keyboard.type('The city does.');
    await keyboard.press('Control+Enter');
    await ben.showsOnce('The city does.');

    await tabTo(ada, ada.button('The city does.', 'Edit'));
    await keyboard.press('Enter');
    await expect(ada.page.getByRole('textbox', { name: 'Edit comment' })).toBeFocused();
    await keyboard.press('Control+a');
    await keyboard.type('The city did.');
    await tabTo(ada, ada.page.getByRole('button', { name: 'Save', exact: true }));
    await keyboard.press('Enter');
    await ben.showsOnce('The city did.');

    await tabTo(ada, ada.button('The city did.', 'Delete'));
    await keyboard.press('Enter');
    await expect(ben.text('The city did.')).toHaveCount(0);
  });

  test('UI-2 focus stays where it is while the list changes around it', async ({ world }) => {
    const server = await world.serve({ threads: [thread('bay', [made('first', 0, 'Who pays for it?', null, 'Mira')])] });
    const ada = await (await world.person()).open(`${server.url}/rooms/bay?order=oldest`);
    const ben = await (await world.person()).open(`${server.url}/rooms/bay?order=oldest`);
    await tabTo(ada, ada.button('Who pays for it?', 'Reply'));
    await ben.reply('Who pays for it?', 'A first answer.');
    await ben.reply('Who pays for it?', 'A second answer.');
    await ada.showsOnce('A first answer.', 'A second answer.');
    await expect(ada.button('Who pays for it?', 'Reply')).toBeFocused();
  });
});

/** Presses Tab until the focus is there; fails when it never comes there. */
async function tabTo(room: RoomPage, target: Locator): Promise<void> {
  await expect(target).toBeVisible();
  for (let tabs = 0; tabs < TABS_MAX; tabs += 1) {
    if (await target.evaluate((element) => (element.getRootNode() as Document | ShadowRoot).activeElement === element)) return;
    await room.page.keyboard.press('Tab');
  }
  await expect(target, `reached by ${TABS_MAX} presses of Tab`).toBeFocused();
}
