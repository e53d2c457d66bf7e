import type { Page } from 'playwright/test';
import type { CutProxy } from '../fixtures/cut-proxy.ts';
import { expect, test } from '../fixtures/test.ts';
import { made, thread } from '../fixtures/threads.ts';

const threads = [thread('bay', [made('first', 0, 'Before the cut.')])];

/** Ways to lose a connection; both end with the network back. */
const CUTS: Readonly<Record<string, (proxy: CutProxy) => void>> = {
  reset: (proxy) => proxy.refuse(),
  blackhole: (proxy) => proxy.blackhole(),
};

test.describe('a connection that is really cut', () => {
  for (const [how, cut] of Object.entries(CUTS)) {
    test(`SYNC-8 nothing is missed or doubled after a ${how}, with posts made meanwhile on both sides`, async ({ world }) => {
      const { server, proxy } = await world.serveBehindProxy({ threads });
      const cutOff = await (await world.person()).open(`${proxy.url}/rooms/bay?order=oldest`);
      const connected = await (await world.person()).open(`${server.url}/rooms/bay?order=oldest`);
      await cutOff.postAcknowledged('While all was well.');
      await connected.showsOnce('While all was well.');

      cut(proxy);
      await connected.postAcknowledged('Said while they were away.');
      await connected.reply('Before the cut.', 'And a reply as well.');
      await connected.button('While all was well.', 'Vote up').click();
      // Posted into the dead line: shown at once, kept until the server has it.
      await cutOff.post('Written without a line.');
      await expect(connected.text('Written without a line.')).toHaveCount(0);

      proxy.resume();
      await cutOff.isLive();
      await cutOff.showsOnce('Before the cut.', 'While all was well.', 'And a reply as well.', 'Written without a line.');
      await cutOff.showsOnce('Said while they were away.');
      await expect(cutOff.score('While all was well.', '+1')).toBeVisible();
      await connected.showsOnce('Written without a line.');

      // The line carries both ways again.
      await connected.postAcknowledged('Welcome back.');
      await cutOff.showsOnce('Welcome back.', 'Written without a line.', 'Said while they were away.');
    });
  }

  test('OUT-2 an answer lost on the way back does not post twice', async ({ world }) => {
    const { server, proxy } = await world.serveBehindProxy({ threads });
    const ada = await (await world.person()).open(`${proxy.url}/rooms/bay?order=oldest`);
    const ben = await (await world.person()).open(`${server.url}/rooms/bay?order=oldest`);
    proxy.delay(400);
    await ada.post('Sent, but never answered.');
    // The server has it: the line is cut while its answer is held back.
    await ben.showsOnce('Sent, but never answered.');
    proxy.reset();
    proxy.delay(0);
    await ada.postAcknowledged('Sent later.');
    await ben.showsOnce('Sent later.', 'Sent, but never answered.');
    await ada.showsOnce('Sent later.', 'Sent, but never answered.');
  });

  test('UI-6 the page says Reconnecting while the line is dead, and Live again after it', async ({ world }) => {
    const { proxy } = await world.serveBehindProxy({ threads });
    const ada = await (await world.person()).open(`${proxy.url}/rooms/bay?order=oldest`);
    proxy.refuse();
    await expect(ada.status('Reconnecting')).toBeVisible();
    proxy.resume();
    await ada.isLive();
  });

  test('SYNC-2 the same cut with catch-up switched off misses what was said: the catch-up is what heals it', async ({
    world,
  }) => {
    const { server, proxy } = await world.serveBehindProxy({ threads });
    const cutOff = await world.person();
    const emptied = await emptyCatchUps(cutOff.page);
    await cutOff.open(`${proxy.url}/rooms/bay?order=oldest`);
    const connected = await (await world.person()).open(`${server.url}/rooms/bay?order=oldest`);

    proxy.refuse();
    await expect(cutOff.status('Reconnecting')).toBeVisible();
    await connected.reply('Before the cut.', 'Said while they were away.');
    proxy.resume();
    await cutOff.isLive();
    await connected.reply('Before the cut.', 'Said afterwards.');
    await cutOff.showsOnce('Said afterwards.');
    expect(emptied()).toBeGreaterThan(0);
    await expect(cutOff.text('Said while they were away.')).toHaveCount(0);
  });
});

/** Takes the rows out of every catch-up that reaches this page: a server that forgot to send them. Says how many it emptied. */
async function emptyCatchUps(page: Page): Promise<() => number> {
  let count = 0;
  await page.routeWebSocket(/\/socket\.io\//, (near) => {
    const far = near.connectToServer();
    far.onMessage((message) => {
      const [, head, body] = /^(42)(\["welcome".*)$/s.exec(String(message)) ?? [];
      const event = body === undefined ? undefined : (JSON.parse(body) as [string, { start: Start }]);
      if (event?.[1].start.kind === 'catch-up') {
        count += 1;
        event[1].start.frame = { ...event[1].start.frame, content: [], tallies: [] };
        near.send(head + JSON.stringify(event));
      } else near.send(message);
    });
  });
  return () => count;
}

interface Start {
  readonly kind: string;
  frame: object;
}
