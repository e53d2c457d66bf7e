import { refuse } from '@parley/protocol';
import { expect, it, onTestFinished } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { FakeRoom, idOf } from '../../../test/fake-room.ts';
import { hasFocus } from '../../../test/focus.ts';
import { mount, mountRoom } from '../../../test/mount.ts';

const article = (name: string) => page.getByRole('article', { name });

it('UI-1 an own comment can be edited and deleted, and shows its score alone', async () => {
  const client = new FakeRoom([
    { id: idOf(1), name: 'Me', own: true, up: 2, body: 'Before' },
    { id: idOf(2), name: 'Ada' },
  ]);
  await mountRoom(client);
  const mine = article('Me');
  await expect.element(mine.getByText('+2', { exact: true })).toBeVisible();
  expect(mine.getByRole('button', { name: 'Vote up' }).elements()).toEqual([]);
  expect(
    article('Ada')
      .getByRole('button', { name: /Edit|Delete/ })
      .elements(),
  ).toEqual([]);
  await mine.getByRole('button', { name: 'Edit' }).click();
  const box = page.getByRole('textbox', { name: 'Edit comment' });
  await hasFocus('Edit comment');
  await box.fill('After');
  await page.getByRole('button', { name: 'Save' }).click();
  client.settle(idOf(1));
  await expect.element(mine.getByText('After')).toBeVisible();
  await hasFocus('Edit');
});

it('UI-2 a reply opened low on the screen is in sight with its buttons', async () => {
  onTestFinished(() => scrollTo(0, 0));
  const client = new FakeRoom(Array.from({ length: 30 }, (_, n) => ({ id: idOf(n), name: `N${n}` })));
  await mountRoom(client);
  const reply = article('N12').getByRole('button', { name: 'Reply' });
  const { bottom } = reply.element().getBoundingClientRect();
  scrollBy({ top: bottom - innerHeight + 110, behavior: 'instant' });
  const before = scrollY;
  (reply.element() as HTMLElement).click();
  await hasFocus('Write a reply');
  await expect
    .poll(() => page.getByRole('button', { name: 'Post reply' }).element().getBoundingClientRect().bottom)
    .toBeLessThan(innerHeight);
  expect(scrollY).toBeGreaterThan(before);
});

it('OUT-7 a deletion can be taken back', async () => {
  const client = new FakeRoom([{ id: idOf(1), name: 'Me', own: true, body: 'Stay' }]);
  await mountRoom(client);
  await article('Me').getByRole('button', { name: 'Delete' }).click();
  await expect.element(article('Me').getByText('Deleted.')).toBeVisible();
  await article('Me').getByRole('button', { name: 'Undo' }).click();
  await expect.element(article('Me').getByText('Stay')).toBeVisible();
  expect(client.calls.filter(([call]) => call !== 'show-comment')).toEqual([
    ['delete', idOf(1)],
    ['undo', idOf(1)],
  ]);
});

it('DEL-1 deleted and removed comments are one line, their replies stand', async () => {
  const client = new FakeRoom([
    { id: idOf(1), status: 'deleted', body: '' },
    { id: idOf(2), status: 'removed', body: '' },
    { id: idOf(3), parent: idOf(1), name: 'Ada', body: 'Still here' },
  ]);
  await mountRoom(client);
  await expect.element(page.getByText('Deleted by its author')).toBeVisible();
  await expect.element(page.getByText('Removed by a moderator')).toBeVisible();
  await expect.element(article('Ada').getByText('Still here')).toBeVisible();
  expect(article('Anonymous').elements()).toHaveLength(2);
});

it('EDIT-4 the edited mark opens the earlier texts', async () => {
  const client = new FakeRoom([{ id: idOf(1), name: 'Ada', editedAt: 5, editCount: 2, body: 'Now' }]);
  client.revisions = {
    ok: true,
    value: [
      { number: 0, body: 'At *first*', writtenAt: 1, replacedAt: 2, replies: 3 },
      { number: 1, body: null, writtenAt: null, replacedAt: 5, replies: 0 },
    ],
  };
  await mountRoom(client);
  const mark = article('Ada').getByRole('button', { name: 'edited' });
  await mark.click();
  const dialog = page.getByRole('dialog', { name: 'Earlier texts' });
  await expect.element(dialog.getByText('At first')).toBeVisible();
  await expect.element(dialog.getByText('The earlier text was not kept.')).toBeVisible();
  await expect.element(dialog.getByText('3 replies stood below it then')).toBeVisible();
  await userEvent.keyboard('{Escape}');
  await hasFocus('edited');
  expect(dialog.elements()).toEqual([]);
});

it('OUT-3 a refused comment keeps its text and offers to retry or discard', async () => {
  const refusal = refuse('internal');
  const client = new FakeRoom([
    { id: idOf(1), name: 'Me', own: true, body: 'Kept', pending: { kind: 'refused', refusal, retryAt: null } },
  ]);
  await mountRoom(client);
  await expect.element(article('Me').getByText('Something went wrong on the server. Please try again shortly.')).toBeVisible();
  await article('Me').getByRole('button', { name: 'Retry' }).click();
  await expect.element(article('Me').getByText('Sending…')).toBeVisible();
  expect(client.calls).toEqual([['retry', idOf(1)]]);
});

it('OUT-4 a comment that the server cannot take now says so, and that it will be sent', async () => {
  const pending = { kind: 'waiting', until: Date.now() + 60_000, refusal: refuse('store-unavailable') } as const;
  await mountRoom(new FakeRoom([{ id: idOf(1), name: 'Me', own: true, body: 'Kept', pending }]));
  await expect.element(article('Me').getByText(/^The server cannot take it right now. Will be sent in \d+ s.$/)).toBeVisible();
});

it('OUT-5 an old text is sent only after asking', async () => {
  const client = new FakeRoom([
    { id: idOf(1), name: 'Me', own: true, body: 'Old', pending: { kind: 'asking', since: Date.now() - 26 * 3_600_000 } },
  ]);
  await mountRoom(client);
  await expect.element(article('Me').getByText('You wrote this 1 day ago and it was never sent.')).toBeVisible();
  await article('Me').getByRole('button', { name: 'Send it now' }).click();
  expect(client.calls).toEqual([['retry', idOf(1)]]);
});

it('UI-1 the time is relative in words and exact for machines, and links to the comment', async () => {
  const createdAt = Date.now() - 2 * 3_600_000;
  const client = new FakeRoom([{ id: idOf(1), name: 'Ada', createdAt }]);
  await mountRoom(client);
  const time = article('Ada').getByRole('time');
  await expect.element(time).toHaveTextContent('2 hours ago');
  await expect.element(time).toHaveAttribute('datetime', new Date(createdAt).toISOString());
  await expect.element(article('Ada').getByRole('link')).toHaveAttribute('href', expect.stringContaining(`comment=${idOf(1)}`));
});

it('TEXT-4 markup in bodies and names is shown as text', async () => {
  const evil = '<img src=x onerror="document.title=1"><script>document.title=2</script>';
  const client = new FakeRoom([{ id: idOf(1), name: evil, body: `${evil} *and more*` }]);
  const title = document.title;
  await mountRoom(client);
  await expect.element(article(evil).getByText(`${evil} and more`)).toBeVisible();
  expect(document.title).toBe(title);
});

it('UI-5 a comment works alone', async () => {
  const client = new FakeRoom([{ id: idOf(1), name: 'Ada', body: 'Alone' }]);
  mount('parley-comment', { client, comment: client.view.top.comments[0] });
  await article('Ada').getByRole('button', { name: 'Vote down' }).click();
  expect(client.calls).toEqual([['vote', idOf(1), -1]]);
});

it('UI-2 deleting and taking it back by keyboard keep the focus at the comment', async () => {
  const client = new FakeRoom([{ id: idOf(1), name: 'Me', own: true }]);
  await mountRoom(client);
  article('Me').getByRole('button', { name: 'Delete' }).element().focus();
  await userEvent.keyboard('{Enter}');
  await hasFocus('Undo');
  await userEvent.keyboard('{Enter}');
  await hasFocus('Me');
  article('Me').getByRole('button', { name: 'Delete' }).element().focus();
  await userEvent.keyboard('{Enter}');
  await hasFocus('Undo');
  Object.assign(client.row(idOf(1)), { status: 'deleted', body: '', deletingAt: undefined });
  client.tell();
  await hasFocus('Me');
});

it('UI-2 a reply that is done does not call back who writes elsewhere by then', async () => {
  const client = new FakeRoom([{ id: idOf(1), name: 'Ada' }]);
  await mountRoom(client);
  await article('Ada').getByRole('button', { name: 'Reply' }).click();
  await page.getByRole('textbox', { name: 'Write a reply' }).fill('Sent slowly');
  await page.getByRole('button', { name: 'Post reply' }).click();
  await page.getByRole('textbox', { name: 'Write a comment' }).click();
  client.settle(client.rows.at(-1)!.id);
  await expect.element(page.getByRole('textbox', { name: 'Write a reply' })).not.toBeInTheDocument();
  await hasFocus('Write a comment');
});

it('UI-7 an edit goes on after a reload, once it is known whose the comment is', async () => {
  const client = new FakeRoom([{ id: idOf(1), name: 'Me', body: 'Before' }]);
  client.saveDraft(`edit:${idOf(1)}`, 'Half an edit');
  await mountRoom(client);
  expect(page.getByRole('textbox', { name: 'Edit comment' }).elements()).toEqual([]);
  client.row(idOf(1)).own = true;
  client.tell();
  await expect.element(page.getByRole('textbox', { name: 'Edit comment' })).toHaveValue('Half an edit');
});
