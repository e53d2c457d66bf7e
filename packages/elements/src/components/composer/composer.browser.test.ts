import { BODY_MAX_CODE_POINTS, refuse } from '@parley/protocol';
import { expect, it, vi } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { FakeRoom, idOf } from '../../../test/fake-room.ts';
import { mount, mountRoom } from '../../../test/mount.ts';

const box = page.getByRole('textbox', { name: 'Write a comment' });
const post = page.getByRole('button', { name: 'Post comment' });
const posts = (client: FakeRoom) => client.calls.filter(([call]) => call === 'post');

it('UI-5 a composer works alone, with a client and nothing around it', async () => {
  const client = new FakeRoom();
  mount('parley-composer', { client });
  await box.fill('Alone');
  await post.click();
  expect(posts(client)).toEqual([['post', null, 'Alone']]);
});

it('OUT-8 pressing twice, by mouse and by keys, posts once', async () => {
  const client = new FakeRoom();
  mount('parley-composer', { client });
  await box.fill('Once');
  await userEvent.keyboard('{Control>}{Enter}{Enter}{/Control}');
  await post.dblClick({ force: true });
  expect(posts(client)).toHaveLength(1);
});

it('UI-7 the text is kept as a draft, and cleared only when the server has it', async () => {
  const client = new FakeRoom();
  const first = mount('parley-composer', { client });
  await box.fill('A draft');
  expect(client.draft('')).toBe('A draft');
  first.remove();
  mount('parley-composer', { client });
  await expect.element(box).toHaveValue('A draft');
  await post.click();
  await expect.element(box).toHaveAttribute('readonly');
  await expect.element(box).toHaveValue('A draft');
  await expect.element(page.getByText('Sending…')).toBeVisible();
  client.settle(client.rows[0]!.id);
  await expect.element(box).toHaveValue('');
  await expect.element(box).not.toHaveAttribute('readonly');
});

it('UI-7 after a reload a text that is on its way is followed, not sent again', async () => {
  const client = new FakeRoom([{ id: idOf(1), own: true, body: 'On its way', pending: { kind: 'sending' } }]);
  client.saveDraft('', 'On its way');
  mount('parley-composer', { client });
  await expect.element(box).toHaveAttribute('readonly');
  client.settle(idOf(1));
  await expect.element(box).toHaveValue('');
  expect(posts(client)).toEqual([]);
});

it('OUT-3 a refusal says why and keeps the text', async () => {
  const client = new FakeRoom();
  mount('parley-composer', { client });
  await post.click();
  await expect.element(page.getByRole('alert')).toHaveTextContent('Please write something that can be seen.');
  client.refuseNext = refuse('banned');
  await box.fill('Let me in');
  await post.click();
  await expect.element(page.getByRole('alert')).toHaveTextContent('You cannot write in this discussion.');
  await expect.element(box).toHaveValue('Let me in');
});

it('OUT-3 a refusal from the server gives the text back to be changed', async () => {
  const client = new FakeRoom();
  mount('parley-composer', { client });
  await box.fill('Changed later');
  await post.click();
  client.rows[0]!.pending = { kind: 'refused', refusal: refuse('room-locked'), retryAt: null };
  client.tell();
  await expect.element(page.getByRole('alert')).toHaveTextContent('This discussion is closed.');
  await expect.element(box).not.toHaveAttribute('readonly');
  await expect.element(box).toHaveValue('Changed later');
  expect(client.rows).toEqual([]);
});

it('OUT-4 a slow-down counts down and keeps the text', async () => {
  vi.useFakeTimers({ now: 1_000_000, toFake: ['Date', 'setTimeout', 'clearTimeout'] });
  try {
    const client = new FakeRoom([
      {
        id: idOf(1),
        own: true,
        body: 'Too fast',
        pending: { kind: 'refused', refusal: refuse('slow-down'), retryAt: 1_012_000 },
      },
    ]);
    client.saveDraft('', 'Too fast');
    const composer = mount('parley-composer', { client });
    await composer.updateComplete;
    const note = () => composer.shadowRoot!.querySelector('#note')!.textContent;
    expect(note()).toContain('Will be sent in 12 s.');
    await vi.advanceTimersByTimeAsync(3_000);
    expect(note()).toContain('Will be sent in 9 s.');
    expect(composer.shadowRoot!.querySelector('textarea')!.value).toBe('Too fast');
  } finally {
    vi.useRealTimers();
  }
});

it('UI-1 what is left is counted near the limit, in code points', async () => {
  const client = new FakeRoom();
  mount('parley-composer', { client });
  await box.fill('😀'.repeat(BODY_MAX_CODE_POINTS - 3));
  await expect.element(page.getByText('3 characters left')).toBeVisible();
  await box.fill('😀'.repeat(BODY_MAX_CODE_POINTS + 1));
  await expect.element(page.getByText('1 character too many')).toBeVisible();
  await userEvent.keyboard('{Control>}{Enter}{/Control}');
  expect(posts(client)).toEqual([]);
});

it('UI-1 a name is handed over before the first comment', async () => {
  const client = new FakeRoom();
  mount('parley-composer', { client });
  await box.fill('Hello');
  await page.getByRole('textbox', { name: 'Your name (optional)' }).fill('  Ada ');
  await post.click();
  expect(client.calls).toEqual([
    ['name', 'Ada'],
    ['post', null, 'Hello'],
  ]);
});

it('EDIT-2 an edit from an old text shows the current one and keeps what was written', async () => {
  const client = new FakeRoom([{ id: idOf(1), own: true, body: 'Old' }]);
  mount('parley-composer', { client, editing: client.view.top.comments[0] });
  const edit = page.getByRole('textbox', { name: 'Edit comment' });
  await expect.element(edit).toHaveValue('Old');
  await edit.fill('Mine');
  client.refuseNext = refuse('edited-elsewhere', { current: { body: 'Theirs', editCount: 1 } });
  await page.getByRole('button', { name: 'Save' }).click();
  await expect.element(page.getByText('Theirs')).toBeVisible();
  await expect.element(edit).toHaveValue('Mine');
});

it('EDIT-2 a text that was changed in another tab meanwhile is shown before it is replaced', async () => {
  const client = new FakeRoom([{ id: idOf(1), own: true, body: 'Old' }]);
  mount('parley-composer', { client, editing: client.view.top.comments[0] });
  const edit = page.getByRole('textbox', { name: 'Edit comment' });
  const save = page.getByRole('button', { name: 'Save' });
  await edit.fill('Mine');
  Object.assign(client.rows[0]!, { body: 'Theirs', editCount: 1 });
  client.tell();
  await save.click();
  await expect.element(page.getByText('Theirs')).toBeVisible();
  await expect.element(edit).toHaveValue('Mine');
  expect(client.calls).toEqual([]);
  await save.click();
  expect(client.calls).toEqual([['edit', idOf(1), 'Mine']]);
});

it('UI-7 after a reload a text on its way is followed though the room is loaded only later', async () => {
  const sending = { id: idOf(1), own: true, body: 'On its way', pending: { kind: 'sending' as const } };
  const client = new FakeRoom([sending], { loaded: false });
  client.saveDraft('', 'On its way');
  mount('parley-composer', { client });
  await expect.element(box).toHaveValue('On its way');
  client.set({ loaded: true });
  await expect.element(box).toHaveAttribute('readonly');
  client.settle(idOf(1));
  await expect.element(box).toHaveValue('');
});

it('UI-7 a text that waits can be put aside for another; it stays in the thread', async () => {
  const client = new FakeRoom();
  mount('parley-composer', { client });
  await box.fill('First');
  await post.click();
  expect(page.getByRole('button', { name: 'Write another comment' }).elements()).toEqual([]);
  client.rows[0]!.pending = { kind: 'waiting', until: null };
  client.tell();
  await page.getByRole('button', { name: 'Write another comment' }).click();
  await expect.element(box).toHaveValue('');
  await box.fill('Second');
  await post.click();
  expect(posts(client).map(([, , body]) => body)).toEqual(['First', 'Second']);
  expect(client.rows.map(({ body }) => body)).toEqual(['Second', 'First']);
});

it('UI-6 for what a text waits is said once: in the thread, or here when there is none', async () => {
  const client = new FakeRoom([{ id: idOf(1), own: true, body: 'Waits', pending: { kind: 'waiting', until: null } }]);
  client.saveDraft('', 'Waits');
  const said = page.getByText('Will be sent when the connection is back.');
  const alone = mount('parley-composer', { client });
  await expect.element(said).toBeVisible();
  alone.remove();
  await mountRoom(client, {});
  await expect.element(page.getByRole('article').getByText('Will be sent')).toBeVisible();
  await expect.element(page.getByRole('button', { name: 'Write another comment' })).toBeVisible();
  expect(said.elements()).toHaveLength(1);
});

it('UI-7 a reply to an own comment beside the lists is followed to its end', async () => {
  const client = new FakeRoom([{ id: idOf(1), own: true }]);
  client.set({ mineElsewhere: client.view.top.comments, top: { ...client.view.top, comments: [] } });
  const composer = mount('parley-composer', { client, parent: idOf(1) });
  const reply = page.getByRole('textbox', { name: 'Write a reply' });
  await reply.fill('To myself');
  await page.getByRole('button', { name: 'Post reply' }).click();
  await expect.element(reply).toHaveAttribute('readonly');
  const closed = new Promise((resolve) => composer.addEventListener('parley-composer-closed', resolve));
  client.set({ mineElsewhere: [client.viewOf(idOf(1))] });
  await expect.element(page.getByText('Sending…')).toBeVisible();
  client.settle(client.rows.at(-1)!.id);
  client.set({ mineElsewhere: [client.viewOf(idOf(1))] });
  await closed;
});

it('OUT-3 a reply whose comment is deleted meanwhile says so at once, keeps the text and can be posted as a new comment', async () => {
  const client = new FakeRoom([{ id: idOf(1) }]);
  const composer = mount('parley-composer', { client, parent: idOf(1) });
  const reply = page.getByRole('textbox', { name: 'Write a reply' });
  await reply.fill('Half a thought');
  Object.assign(client.rows[0]!, { status: 'deleted', body: '' });
  client.tell();
  await expect.element(page.getByRole('alert')).toHaveTextContent('The comment you reply to was deleted');
  await expect.element(page.getByRole('button', { name: 'Post reply' })).toHaveAttribute('aria-disabled', 'true');
  await reply.click();
  await userEvent.keyboard('{Control>}{Enter}{/Control}');
  expect(posts(client)).toEqual([]);
  await expect.element(reply).toHaveValue('Half a thought');
  const closed = new Promise((resolve) => composer.addEventListener('parley-composer-closed', resolve));
  await page.getByRole('button', { name: 'Post as a new comment' }).click();
  expect(posts(client)).toEqual([['post', null, 'Half a thought']]);
  await expect.element(reply).toHaveAttribute('readonly');
  client.settle(client.rows[0]!.id);
  await closed;
  expect(client.draft(idOf(1))).toBe('');
});

it('UI-7 Escape leaves a reply and keeps what was typed', async () => {
  const client = new FakeRoom([{ id: idOf(1) }]);
  const composer = mount('parley-composer', { client, parent: idOf(1) });
  const closed = new Promise((resolve) => composer.addEventListener('parley-composer-closed', resolve));
  await page.getByRole('textbox', { name: 'Write a reply' }).fill('Half a thought');
  await userEvent.keyboard('{Escape}');
  await closed;
  expect(client.draft(idOf(1))).toBe('Half a thought');
});

it('OUT-3 a name that cannot be taken stays to be changed', async () => {
  const client = new FakeRoom();
  client.setName = () => ({ ok: false, refusal: refuse('name-not-allowed', { field: 'name' }) });
  mount('parley-composer', { client });
  const name = page.getByRole('textbox', { name: 'Your name (optional)' });
  await name.fill('\u2067Ada');
  await box.click();
  await expect.element(page.getByRole('alert')).toHaveTextContent('Please choose a name of at most 60 characters');
  await expect.element(name).toHaveValue('\u2067Ada');
});
