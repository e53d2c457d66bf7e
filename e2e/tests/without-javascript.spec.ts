import { idOf } from '../fixtures/room-api.ts';
import { expect, test } from '../fixtures/test.ts';
import { made, remarks, thread } from '../fixtures/threads.ts';

const comments = [...remarks(50), made('a', 100, 'A reply far down.', 'remark-1'), made('b', 101, 'Deeper still.', 'a')];

test.describe('without JavaScript', () => {
  test('HTTP-3 the page reads well: article, comments, names, and "more" is a link to the rest', async ({ world }) => {
    const server = await world.serve({ threads: [thread('bay', comments)] });
    const { page } = await world.person({ javaScriptEnabled: false });
    await page.goto(`${server.url}/rooms/bay`);
    await expect(page.getByRole('heading', { name: 'A bridge across the bay' }).first()).toBeVisible();
    await expect(page.getByText('What should come after it? The second paragraph.')).toBeVisible();
    await expect(page.getByRole('link', { name: 'The harbour board' })).toHaveAttribute('href', 'https://harbour.example/plans');
    await expect(page.getByText('Remark 50.', { exact: true })).toBeVisible();
    await expect(page.getByText('Writer 50', { exact: true })).toBeVisible();

    const seen = new Set<string>();
    for (let pages = 0; pages < 10; pages += 1) {
      for (const text of await page.getByText(/^Remark \d+\.$/).allTextContents()) seen.add(text.trim());
      const more = page.getByRole('link', { name: /more/i });
      if ((await more.count()) === 0) break;
      await more.last().click();
    }
    expect(seen.size).toBe(50);
  });

  test('UI-8 a permalink shows its comment and what it answers', async ({ world }) => {
    const server = await world.serve({ threads: [thread('bay', comments)] });
    const id = await idOf(server.url, 'bay', 'Deeper still.', 'order=oldest');
    const { page } = await world.person({ javaScriptEnabled: false });
    await page.goto(`${server.url}/rooms/bay?comment=${id}`);
    for (const text of ['Deeper still.', 'A reply far down.', 'Remark 1.']) {
      await expect(page.getByText(text, { exact: true })).toBeVisible();
    }
  });

  test('HTTP-3 the index names the rooms and leads to them', async ({ world }) => {
    const server = await world.serve({ threads: [thread('bay', comments)] });
    const { page } = await world.person({ javaScriptEnabled: false });
    await page.goto(server.url);
    await page.getByRole('link', { name: 'A bridge across the bay' }).first().click();
    await expect(page).toHaveURL(/\/rooms\/bay$/);
  });
});
