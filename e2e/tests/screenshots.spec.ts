import { fileURLToPath } from 'node:url';
import { freePort } from '@parley/topology';
import { embedMarkup, hostPage } from '../fixtures/host-page.ts';
import { expect, test } from '../fixtures/test.ts';
import { thread } from '../fixtures/threads.ts';

const folder = fileURLToPath(new URL('../artifacts/screenshots/', import.meta.url));

const widths = [390, 1280];
const schemes = ['light', 'dark'] as const;

test.describe('the main views', () => {
  for (const width of widths) {
    for (const scheme of schemes) {
      test(`UI-10 fit ${width} px in ${scheme}, and are kept as pictures`, async ({ world }) => {
        const port = await freePort();
        // With the demo rooms: the views as a newcomer meets them.
        const env = { PARLEY_DEMO: '1', PARLEY_ORIGINS: `http://127.0.0.1:${port}` };
        const server = await world.serve({ env });
        await server.importThread(thread('empty-room', [], 'Nobody has spoken yet'));
        const { page } = await world.person({ colorScheme: scheme, viewport: { width, height: 900 } });
        const { rooms } = (await (await fetch(`${server.url}/api/rooms`)).json()) as {
          rooms: { slug: string; comments: number }[];
        };
        const largest = [...rooms].sort((a, b) => b.comments - a.comments)[0];
        expect(largest?.comments).toBeGreaterThan(20);
        const host = await hostPage(port, embedMarkup(server.url, largest?.slug ?? '', 'Embedded'));
        const views = {
          index: server.url,
          room: `${server.url}/rooms/${largest?.slug}`,
          'empty-room': `${server.url}/rooms/empty-room`,
          'not-found': `${server.url}/rooms/no-such-room`,
          embed: host.url,
        };
        for (const [name, url] of Object.entries(views)) {
          await page.goto(url);
          if (name !== 'index' && name !== 'not-found')
            await expect(page.getByRole('status').filter({ hasText: 'Live' })).toBeVisible();
          await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
          const beyond = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
          expect(beyond, `${name}: px beyond the right edge`).toBe(0);
          await page.screenshot({ path: `${folder}${name}-${width}-${scheme}.png`, fullPage: true });
        }
        await host.close();
      });
    }
  }
});
