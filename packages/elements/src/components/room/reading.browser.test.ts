import { expect, it, onTestFinished, vi } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { FakeRoom, idOf } from '../../../test/fake-room.ts';
import { hasFocus } from '../../../test/focus.ts';
import { mount, mountRoom } from '../../../test/mount.ts';
import { ANNOUNCE_EVERY_MS } from '../../controllers/announcer.ts';

const LONG = 'Several lines of text. '.repeat(30);

it('UI-1 buttons show new comments, hidden replies and more comments', async () => {
  const client = new FakeRoom([
    { id: idOf(1), name: 'Ada' },
    { id: idOf(2), waiting: true, name: 'New top' },
    { id: idOf(3), parent: idOf(1), hidden: true, name: 'Hidden one' },
    { id: idOf(4), parent: idOf(1), hidden: true },
    { id: idOf(5), hidden: true, name: 'Further' },
  ]);
  await mountRoom(client);
  await page.getByRole('button', { name: 'Show 1 new comment', exact: true }).click();
  await expect.element(page.getByRole('article', { name: 'New top' })).toBeVisible();
  await page.getByRole('button', { name: 'Show 2 replies' }).click();
  await expect.element(page.getByRole('article', { name: 'Hidden one' })).toBeVisible();
  await page.getByRole('button', { name: 'Show more comments' }).click();
  await expect.element(page.getByRole('article', { name: 'Further' })).toBeVisible();
  expect(page.getByRole('button', { name: /^Show/ }).elements()).toEqual([]);
});

it('UI-1 new replies wait behind a button at their parent', async () => {
  const client = new FakeRoom([
    { id: idOf(1), name: 'Ada' },
    { id: idOf(2), parent: idOf(1), waiting: true, name: 'Grace' },
  ]);
  await mountRoom(client);
  await page.getByRole('article', { name: 'Ada' }).getByRole('button', { name: 'Show 1 new comment' }).click();
  await expect.element(page.getByRole('article', { name: 'Grace' })).toBeVisible();
  expect(client.calls).toEqual([['show-new', idOf(1)]]);
});

it('SAFE-1 a new ranking waits behind a button, and the focus goes to its first comment', async () => {
  const client = new FakeRoom([{ name: 'Ada' }, { name: 'Grace' }], { order: 'best' });
  await mountRoom(client);
  const button = page.getByRole('button', { name: 'Show the new order' });
  expect(button.elements()).toEqual([]);
  client.newOrder = true;
  client.tell();
  await button.click();
  expect(client.calls).toEqual([['show-new', null]]);
  await hasFocus('Grace');
  expect(button.elements()).toEqual([]);
});

it('UI-1 the order is chosen in "Sort by", the number of people watching is there', async () => {
  const client = new FakeRoom([], { watching: 3 });
  await mountRoom(client);
  await page.getByRole('combobox', { name: 'Sort by' }).selectOptions('best');
  expect(client.calls).toEqual([['order', 'best']]);
  await expect.element(page.getByText('3 watching')).toBeVisible();
});

it('UI-2 by keyboard, the focus goes on to the first comment that came in', async () => {
  const client = new FakeRoom([
    { id: idOf(1), name: 'Ada' },
    { id: idOf(2), hidden: true, name: 'Grace' },
  ]);
  await mountRoom(client);
  page.getByRole('button', { name: 'Show more comments' }).element().focus();
  await userEvent.keyboard('{Enter}');
  await hasFocus('Grace');
  await userEvent.keyboard('k');
  await hasFocus('Ada');
  await userEvent.keyboard('j');
  await hasFocus('Grace');
});

it('UI-2 focus stays on a control while comments come in around it', async () => {
  const client = new FakeRoom([
    { id: idOf(1), name: 'Ada' },
    { id: idOf(2), name: 'Grace' },
  ]);
  await mountRoom(client);
  const reply = page.getByRole('article', { name: 'Grace' }).getByRole('button', { name: 'Reply' });
  reply.element().focus();
  client.put({ name: 'Above' }, 'first');
  client.put({ name: 'Below' });
  client.tell();
  await expect.element(page.getByRole('article', { name: 'Below' })).toBeInTheDocument();
  await hasFocus('Reply');
});

it('UI-2 a reply by keyboard alone, the focus comes back', async () => {
  const client = new FakeRoom([{ id: idOf(1), name: 'Ada' }]);
  await mountRoom(client);
  const reply = page.getByRole('article', { name: 'Ada' }).getByRole('button', { name: 'Reply' });
  reply.element().focus();
  await userEvent.keyboard('{Enter}');
  await hasFocus('Write a reply');
  await userEvent.keyboard('By keys{Control>}{Enter}{/Control}');
  expect(client.calls).toEqual([['post', idOf(1), 'By keys']]);
  client.settle(client.rows.at(-1)!.id);
  await hasFocus('Reply');
});

it('UI-3 new comments are announced in summary, at most once in 5 s, own ones not', async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  onTestFinished(() => void vi.useRealTimers());
  const client = new FakeRoom([{}, {}, {}]);
  const room = await mountRoom(client);
  const spoken: string[] = [];
  const region = room.shadowRoot!.querySelector('[aria-live]')!;
  new MutationObserver(() => spoken.push(region.textContent)).observe(region, {
    characterData: true,
    childList: true,
    subtree: true,
  });
  for (let n = 0; n < 10; n += 1) {
    client.put({});
    client.tell();
    await vi.advanceTimersByTimeAsync(100);
    await room.updateComplete;
  }
  const quiet = async () => {
    await vi.advanceTimersByTimeAsync(ANNOUNCE_EVERY_MS);
    await room.updateComplete;
    await Promise.resolve();
  };
  await quiet();
  expect(spoken.length).toBe(2);
  expect(spoken.map((words) => Number.parseInt(words, 10)).reduce((a, b) => a + b)).toBe(10);

  await quiet();
  spoken.length = 0;
  const form = room.shadowRoot!.querySelector('parley-composer')!.shadowRoot!;
  const box = form.querySelector('textarea')!;
  box.value = 'Mine';
  box.dispatchEvent(new InputEvent('input'));
  form.querySelector('form')!.requestSubmit();
  await quiet();
  client.settle(client.rows[0]!.id);
  await quiet();
  expect(spoken).toEqual(['Your comment is posted.']);
  // The next ones are news again, also when the words are the same.
  for (let n = 0; n < 2; n += 1) {
    client.put({});
    client.tell();
    await quiet();
  }
  expect(spoken.slice(1).map((words) => words.trim())).toEqual(['1 new comment', '1 new comment']);
});

it('UI-2 by keyboard, the focus goes on to the new reply, and from a question to its harmless answer', async () => {
  const client = new FakeRoom([
    { id: idOf(1), name: 'Ada', own: true },
    { id: idOf(2), parent: idOf(1), waiting: true, name: 'Grace' },
  ]);
  await mountRoom(client);
  page.getByRole('article', { name: 'Ada' }).getByRole('button', { name: 'Show 1 new comment' }).element().focus();
  await userEvent.keyboard('{Enter}');
  await hasFocus('Grace');
  page.getByRole('button', { name: 'My data' }).element().focus();
  await userEvent.keyboard('{Enter}{Tab}{Enter}');
  await hasFocus('Cancel');
  await userEvent.keyboard('{Enter}');
  await hasFocus('Delete all I wrote here');
});

it('UI-6 before the first connection the status says nothing', async () => {
  const client = new FakeRoom([], { status: 'connecting' });
  await mountRoom(client);
  await expect.element(page.getByRole('status')).toBeEmptyDOMElement();
  client.set({ status: 'live' });
  await expect.element(page.getByRole('status')).toHaveTextContent('Live');
});

it.each([
  ['live', 'Live'],
  ['reconnecting', 'Reconnecting'],
  ['offline', 'Offline'],
] as const)('UI-6 the status %s says %s', async (status, word) => {
  await mountRoom(new FakeRoom([], { status }));
  await expect.element(page.getByRole('status')).toHaveTextContent(word);
});

it('UI-6 a refusal says what to do', async () => {
  const client = new FakeRoom([], { status: 'refused', refusal: { code: 'origin-not-allowed', class: 'gone' }, loaded: false });
  mount('parley-room', { client });
  await expect.element(page.getByRole('alert')).toHaveTextContent('Its owner can allow it on the server.');
  expect(page.getByRole('textbox').elements()).toEqual([]);
  await page.getByRole('button', { name: 'Try again' }).click();
  expect(client.calls).toEqual([['connect']]);
});

it('UI-8 a link to a comment lands on it', async () => {
  onTestFinished(() => scrollTo(0, 0));
  const rows = Array.from({ length: 30 }, (_, n) => ({ id: idOf(n), name: `N${n}`, body: LONG, hidden: n === 25 }));
  const client = new FakeRoom(rows);
  await mountRoom(client, { comment: idOf(25) });
  const sought = page.getByRole('article', { name: 'N25' });
  await hasFocus('N25');
  await expect.element(sought).toBeInViewport();
  expect(client.calls).toEqual([['show-comment', idOf(25)]]);
});

it('UI-8 a link to a comment that is not here says so', async () => {
  await mountRoom(new FakeRoom([{}]), { comment: idOf(99) });
  const said = page.getByText('The comment this link names is not in this discussion.');
  await expect.element(said).toBeVisible();
  await page.getByRole('button', { name: 'Close' }).click();
  await expect.element(said).not.toBeInTheDocument();
});

it('UI-1 a guest can delete all and be forgotten, each after a question', async () => {
  const client = new FakeRoom([{ id: idOf(1), own: true }]);
  await mountRoom(client);
  await page.getByRole('button', { name: 'My data' }).click();
  await page.getByRole('button', { name: 'Delete all I wrote here' }).click();
  expect(client.calls).toEqual([]);
  await page.getByRole('button', { name: 'Yes, delete them all' }).click();
  await expect.element(page.getByText('All your comments here are deleted.')).toBeVisible();
  await page.getByRole('button', { name: 'Forget me on this device' }).click();
  await page.getByRole('button', { name: 'Yes, forget me' }).click();
  await expect.element(page.getByText('This device has forgotten you.')).toBeVisible();
  expect(client.calls).toEqual([['delete-mine'], ['forget']]);
});
