import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { freePort } from '@parley/topology';
import type { Page } from 'playwright/test';
import { embedMarkup, hostPage } from '../fixtures/host-page.ts';
import { expect, test } from '../fixtures/test.ts';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

interface Violation {
  readonly id: string;
  readonly help: string;
  readonly nodes: readonly { readonly target: unknown }[];
}

/** Evaluated, not added as a script: the page's policy forbids scripts of others. */
async function violationsOf(page: Page): Promise<string[]> {
  await page.evaluate(axe);
  const violations = await page.evaluate(async () => {
    const { axe } = window as unknown as { axe: { run(root: Document, options: object): Promise<{ violations: Violation[] }> } };
    return (await axe.run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa'] })).violations;
  });
  return violations.map(({ id, help, nodes }) => `${id}: ${help}: ${JSON.stringify(nodes.map((node) => node.target))}`);
}

for (const colorScheme of ['light', 'dark'] as const) {
  test(`UI-9 index, room and embed are without violations in ${colorScheme}`, async ({ world }) => {
    const port = await freePort();
    const server = await world.serve({ env: { PARLEY_DEMO: '1', PARLEY_ORIGINS: `http://127.0.0.1:${port}` } });
    const { rooms } = (await (await fetch(`${server.url}/api/rooms`)).json()) as { rooms: { slug: string; comments: number }[] };
    const largest = [...rooms].sort((a, b) => b.comments - a.comments)[0]?.slug ?? '';
    const host = await hostPage(port, embedMarkup(server.url, largest, 'Embedded'));
    const ada = await world.person({ colorScheme });

    await ada.page.goto(server.url);
    expect(await violationsOf(ada.page)).toEqual([]);

    await ada.open(`${server.url}/rooms/${largest}`);
    expect(await violationsOf(ada.page)).toEqual([]);
    // With everything open that a person opens: a reply, an edit.
    await ada.postAcknowledged('A comment of my own.');
    await ada.button('A comment of my own.', 'Edit').click();
    expect(await violationsOf(ada.page)).toEqual([]);

    await ada.open(host.url);
    expect(await violationsOf(ada.page)).toEqual([]);
    await host.close();
  });
}

test('UI-9 the check itself turns red for a control without a name', async ({ world }) => {
  const server = await world.serve();
  const { page } = await world.person();
  await page.goto(server.url);
  await page.evaluate(() => document.body.append(document.createElement('button')));
  expect((await violationsOf(page)).join()).toContain('button-name');
});
