import { expect, it } from 'vitest';
import { page } from 'vitest/browser';
import { FakeRoom, idOf } from '../../test/fake-room.ts';
import { mount } from '../../test/mount.ts';

const room = () =>
  new FakeRoom([
    { id: idOf(1), name: 'Ada', up: 2, editedAt: 5 },
    { id: idOf(2), parent: idOf(1), name: 'Grace' },
  ]);
const first = (client: FakeRoom) => client.view.top.comments[0];

it('UI-5 a list works alone', async () => {
  const client = room();
  mount('parley-comment-list', { client, list: client.view.top });
  await expect.element(page.getByRole('article', { name: 'Grace' })).toBeVisible();
});

it('UI-5 a score with its buttons works alone', async () => {
  const client = room();
  mount('parley-vote-buttons', { client, comment: first(client) });
  await page.getByRole('button', { name: 'Vote up' }).click();
  await expect.element(page.getByText('+2')).toBeVisible();
  expect(client.calls).toEqual([['vote', idOf(1), 1]]);
});

it('UI-5 the choice of the order works alone', async () => {
  const client = room();
  mount('parley-sort', { client });
  await page.getByRole('combobox', { name: 'Sort by' }).selectOptions('oldest');
  expect(client.calls).toEqual([['order', 'oldest']]);
});

it('UI-5 the status and the number of people watching work alone, and follow the room', async () => {
  const client = room();
  mount('parley-connection-badge', { client });
  mount('parley-presence', { client });
  await expect.element(page.getByRole('status')).toHaveTextContent('Live');
  client.set({ watching: 8 });
  await expect.element(page.getByText('8 watching')).toBeVisible();
  client.set({ status: 'offline' });
  await expect.element(page.getByRole('status')).toHaveTextContent('Offline');
});

it('PRES-1 an old number of people watching is not shown while the line is away', async () => {
  const client = room();
  mount('parley-presence', { client });
  for (const status of ['reconnecting', 'offline', 'refused'] as const) {
    client.set({ status: 'live' });
    await expect.element(page.getByText('3 watching')).toBeVisible();
    client.set({ status });
    await expect.element(page.getByText('3 watching')).not.toBeInTheDocument();
  }
});

it('UI-5 the button for new comments works alone', async () => {
  const client = room();
  mount('parley-new-comments', { client, count: 2 });
  await page.getByRole('button', { name: 'Show 2 new comments' }).click();
  expect(client.calls).toEqual([['show-new', null]]);
});

it('UI-5 earlier texts work alone', async () => {
  const client = room();
  client.revisions = { ok: true, value: [{ number: 0, body: 'At first', writtenAt: 1, replacedAt: 5, replies: 0 }] };
  mount('parley-revisions', { client, comment: first(client) });
  await expect.element(page.getByRole('dialog', { name: 'Earlier texts' }).getByText('At first')).toBeVisible();
});

it('UI-5 what a guest can do about their data works alone', async () => {
  const client = room();
  mount('parley-my-data', { client });
  await page.getByRole('button', { name: 'My data' }).click();
  await expect.element(page.getByRole('button', { name: 'Forget me on this device' })).toBeVisible();
});

it('UI-5 a text and a time work alone, without a client', async () => {
  mount('parley-text', { body: 'Some *marked* text' });
  mount('parley-time', { at: Date.now() - 120_000 });
  await expect.element(page.getByRole('emphasis')).toHaveTextContent('marked');
  await expect.element(page.getByRole('time')).toHaveTextContent('2 minutes ago');
});
