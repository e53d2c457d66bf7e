import { expect, test } from '../fixtures/test.ts';
import { made, thread } from '../fixtures/threads.ts';

const threads = [thread('bay', [made('first', 0, 'Who pays for it?')])];

test.describe('the server is killed', () => {
  test('STORE-4 everything acknowledged is there once, what was not is sent again, and the page comes back', async ({
    world,
  }) => {
    const server = await world.serve({ threads });
    const ada = await (await world.person()).open(`${server.url}/rooms/bay?order=oldest`);
    const ben = await (await world.person()).open(`${server.url}/rooms/bay?order=oldest`);
    await ada.postAcknowledged('Acknowledged before the end.');
    await ben.button('Acknowledged before the end.', 'Vote up').click();
    await expect(ada.score('Acknowledged before the end.', '+1')).toBeVisible();

    // Killed with a post under way.
    await ada.composer.first().fill('Under way when it died.');
    const killed = server.kill('SIGKILL');
    await ada.postButton.first().click();
    await killed;
    await expect(ada.status('Reconnecting')).toBeVisible();
    await expect(ben.status('Reconnecting')).toBeVisible();
    await ben.post('Written while it was dead.');

    await server.restart();
    await ada.isLive();
    await ben.isLive();
    await ada.postAcknowledged('Alive again.');
    const reader = await (await world.person()).open(`${server.url}/rooms/bay?order=oldest`);
    await reader.showsOnce(
      'Who pays for it?',
      'Acknowledged before the end.',
      'Under way when it died.',
      'Written while it was dead.',
      'Alive again.',
    );
    await expect(reader.score('Acknowledged before the end.', '+1')).toBeVisible();
    await expect(ben.button('Acknowledged before the end.', 'Vote up')).toHaveAttribute('aria-pressed', 'true');
  });

  test('START-3 an interrupt ends it cleanly with everything acknowledged kept', async ({ world }) => {
    const server = await world.serve({ threads });
    const ada = await (await world.person()).open(`${server.url}/rooms/bay?order=oldest`);
    await ada.postAcknowledged('Said just before.');
    expect(await server.kill('SIGINT')).toBe(0);
    await server.restart();
    const reader = await (await world.person()).open(`${server.url}/rooms/bay?order=oldest`);
    await reader.showsOnce('Said just before.');
  });
});
