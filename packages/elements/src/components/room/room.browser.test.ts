import { expect, it } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { FakeRoom, idOf } from '../../../test/fake-room.ts';
import { mountRoom } from '../../../test/mount.ts';

it('UI-1 a room shows its list; people post and vote', async () => {
  const client = new FakeRoom([
    { id: idOf(1), name: 'Ada', body: 'First', up: 1 },
    { id: idOf(2), body: 'Second' },
    { id: idOf(3), parent: idOf(2), name: 'Grace', body: 'A reply' },
  ]);
  await mountRoom(client);
  const ada = page.getByRole('article', { name: 'Ada' });
  await expect.element(ada.getByText('First')).toBeVisible();
  await expect.element(page.getByRole('article', { name: 'Anonymous' })).toBeVisible();
  await expect.element(page.getByRole('article', { name: 'Grace' })).toBeVisible();
  await expect.element(ada.getByText('+1', { exact: true })).toBeVisible();

  const up = ada.getByRole('button', { name: 'Vote up' });
  await up.click();
  await expect.element(up).toHaveAttribute('aria-pressed', 'true');
  await expect.element(ada.getByText('+2', { exact: true })).toBeVisible();
  await up.click();
  expect(client.calls.filter(([call]) => call === 'vote')).toEqual([
    ['vote', idOf(1), 1],
    ['vote', idOf(1), 0],
  ]);

  const box = page.getByRole('textbox', { name: 'Write a comment' });
  await box.fill('Hello');
  await page.getByRole('button', { name: 'Post comment' }).click();
  await userEvent.keyboard('{Control>}{Enter}{/Control}');
  expect(client.calls.filter(([call]) => call === 'post')).toEqual([['post', null, 'Hello']]);
  await expect.element(box).toHaveValue('Hello');
  client.settle(client.rows[0]!.id);
  await expect.element(box).toHaveValue('');
});
