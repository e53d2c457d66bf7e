import { refuse } from '@parley/protocol';
import axe from 'axe-core';
import { expect, it, onTestFinished } from 'vitest';
import { page } from 'vitest/browser';
import { FakeRoom, idOf } from '../../../test/fake-room.ts';
import { mount, mountRoom } from '../../../test/mount.ts';

const rows = () => [
  {
    id: idOf(1),
    name: 'Ada',
    body: 'Some *marked* text with a [link](https://a.example), `code`\n\n> and a quote\n\n```\nand more\n```',
    editedAt: 5,
    up: 3,
    myVote: 1 as const,
  },
  { id: idOf(2), parent: idOf(1), own: true, body: 'Mine' },
  { id: idOf(3), status: 'deleted' as const, body: '' },
  { id: idOf(4), own: true, body: 'Refused', pending: { kind: 'refused' as const, refusal: refuse('internal'), retryAt: null } },
  { id: idOf(5), own: true, body: 'On its way', pending: { kind: 'sending' as const } },
  { id: idOf(6), own: true, deletingAt: Date.now() + 6_000 },
  { id: idOf(7), waiting: true },
  { id: idOf(8), parent: idOf(1), hidden: true },
  { id: idOf(9), hidden: true },
];

const views: Record<string, () => Promise<unknown>> = {
  thread: () => mountRoom(new FakeRoom(rows())),
  empty: () => mountRoom(new FakeRoom()),
  locked: () => mountRoom(new FakeRoom(rows(), { summary: { title: '', status: 'locked', comments: 1, topLevel: 1 } })),
  offline: () => mountRoom(new FakeRoom(rows(), { status: 'offline' })),
  loading: async () => mount('parley-room', { client: new FakeRoom([], { loaded: false, status: 'connecting' }) }),
  refused: async () =>
    mount('parley-room', { client: new FakeRoom([], { loaded: false, status: 'refused', refusal: refuse('too-old') }) }),
  writing: async () => {
    await mountRoom(new FakeRoom(rows()));
    await page.getByRole('article', { name: 'Ada' }).getByRole('button', { name: 'Reply' }).click();
    await page.getByRole('button', { name: 'Post comment' }).click();
    await page.getByRole('button', { name: 'My data' }).click();
  },
  revisions: async () => {
    const client = new FakeRoom(rows());
    client.revisions = { ok: true, value: [{ number: 0, body: null, writtenAt: null, replacedAt: 5, replies: 1 }] };
    await mountRoom(client);
    await page.getByRole('button', { name: 'edited' }).click();
    await expect.element(page.getByText('The earlier text was not kept.')).toBeVisible();
  },
};

const cases = Object.entries(views).flatMap(([name, show]) =>
  (['light', 'dark'] as const).map((scheme) => [name, scheme, show] as const),
);

it.each(cases)('UI-9 no violation in the view %s, %s', async (_name, scheme, show) => {
  document.documentElement.style.setProperty('color-scheme', scheme);
  document.documentElement.style.setProperty('background', scheme === 'dark' ? '#171614' : '#fffefb');
  onTestFinished(() => document.documentElement.removeAttribute('style'));
  await show();
  const { violations } = await axe.run('parley-room', {
    runOnly: ['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa', 'best-practice'],
  });
  expect(violations.map(({ id, nodes }) => [id, nodes.map((node) => [node.html, node.failureSummary])])).toEqual([]);
});
