import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { nodeRoomClient } from '@parley/client';
import type { Cluster } from '@parley/topology';
import { COMMAND_LINE, runToEnd } from '../fixtures/programs.ts';
import { expect, test } from '../fixtures/test.ts';
import { made, remarks, thread } from '../fixtures/threads.ts';

const folder = fileURLToPath(new URL('../artifacts/screenshots/', import.meta.url));

async function importThread(cluster: Cluster, file: object): Promise<void> {
  const place = await mkdtemp(join(tmpdir(), 'parley-e2e-'));
  await writeFile(join(place, 'thread.json'), JSON.stringify(file));
  await runToEnd(COMMAND_LINE, ['import', join(place, 'thread.json')], cluster.env);
  await rm(place, { recursive: true });
}

/** Kills an instance, starts it again, and waits until the proxy gives it people: whoever was on it is on another one now. */
async function restart(cluster: Cluster, at: number): Promise<void> {
  const instance = cluster.instances[at];
  instance?.kill('SIGKILL');
  await instance?.start();
  await expect.poll(() => cluster.proxy.statesOf(at)).toEqual(['UP', 'UP']);
}

test.describe('a page over two instances', () => {
  test('SYNC-8 OUT-2 a page whose instance is killed goes on at the other and loses nothing', async ({ world }) => {
    const cluster = await world.serveMany({ instances: 2 });
    await importThread(cluster, thread('bay', [made('first', 0, 'Who pays for it?')]));
    const ada = await (await world.person()).open(`http://localhost:${cluster.proxy.port}/rooms/bay?order=oldest`);
    // From here on the page is on the second instance, wherever it was.
    await restart(cluster, 0);
    await ada.isLive();

    const [first, second] = cluster.instances;
    const ben = nodeRoomClient({ server: first?.url ?? '', room: 'bay' });
    ben.connect();
    ben.postComment(null, 'From the other instance.');
    await ada.showsOnce('From the other instance.');

    await ada.composer.first().fill('Under way when it died.');
    second?.kill('SIGKILL');
    await ada.postButton.first().click();
    ben.postComment(null, 'Written while the page was nowhere.');
    await second?.exited;
    await ada.isLive();
    await ada.postAcknowledged('Alive again.');
    await ada.showsOnce(
      'Who pays for it?',
      'From the other instance.',
      'Under way when it died.',
      'Written while the page was nowhere.',
      'Alive again.',
    );
    const reader = await (await world.person()).open(`http://localhost:${cluster.proxy.port}/rooms/bay?order=oldest`);
    await reader.showsOnce('Under way when it died.', 'Written while the page was nowhere.', 'Alive again.');
    ben.close();
  });

  test('UI-6 UI-10 while nobody can be reached the page says so, keeps what is read and written, and comes back', async ({
    world,
  }) => {
    const cluster = await world.serveMany({ instances: 2 });
    await importThread(cluster, thread('bay', [...remarks(8), made('reply', 9, 'A reply.', 'remark-3')]));
    const ada = await (await world.person()).open(`http://localhost:${cluster.proxy.port}/rooms/bay`);
    await ada.composer.first().fill('Half a thought');
    await cluster.proxy.kill();
    await expect(ada.status('Reconnecting')).toBeVisible();
    for (const width of [390, 1280]) {
      for (const colorScheme of ['light', 'dark'] as const) {
        await ada.page.setViewportSize({ width, height: 900 });
        await ada.page.emulateMedia({ colorScheme });
        const beyond = await ada.page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
        expect(beyond, `px beyond the right edge at ${width}`).toBe(0);
        await ada.page.screenshot({ path: `${folder}reconnecting-${width}-${colorScheme}.png` });
      }
    }
    await ada.showsOnce('Remark 3.', 'A reply.');
    await expect(ada.composer.first()).toHaveValue('Half a thought');
    await cluster.proxy.start();
    await ada.isLive();
    await ada.postButton.first().click();
    await expect(ada.composer.first()).toHaveValue('');
    await ada.showsOnce('Half a thought');
  });
});
