import { expect, test } from '../fixtures/test.ts';
import { made, thread } from '../fixtures/threads.ts';

test.describe('two people, one thread', () => {
  test('SYNC-4 each sees what the other posts, replies, edits, votes and deletes, as it happens', async ({ world }) => {
    const server = await world.serve({ threads: [thread('bay', [made('first', 0, 'Who pays for it?', null, 'Mira')])] });
    const ada = await (await world.person()).open(`${server.url}/rooms/bay?order=oldest`);
    const ben = await (await world.person()).open(`${server.url}/rooms/bay?order=oldest`);

    await ada.nameBox.first().fill('Ada');
    await ada.postAcknowledged('The toll, I think.');
    await ben.showsOnce('The toll, I think.');
    await expect(ben.comment('The toll, I think.')).toHaveAccessibleName(/Ada/);

    await ben.reply('The toll, I think.', 'And whom does it spare?');
    await ada.showsOnce('And whom does it spare?');

    await ada.edit('The toll, I think.', 'The toll, I am told.');
    await ben.showsOnce('The toll, I am told.');
    await expect(ben.text('The toll, I think.')).toHaveCount(0);
    await expect(
      ben
        .comment('The toll, I am told.')
        .getByText(/edited/i)
        .first(),
    ).toBeVisible();

    await ben.button('The toll, I am told.', 'Vote up').click();
    await expect(ben.button('The toll, I am told.', 'Vote up')).toHaveAttribute('aria-pressed', 'true');
    await expect(ada.score('The toll, I am told.', '+1')).toBeVisible();
    await ben.button('The toll, I am told.', 'Vote down').click();
    await expect(ada.score('The toll, I am told.', '−1')).toBeVisible();
    await ben.button('The toll, I am told.', 'Vote down').click();
    await expect(ada.score('The toll, I am told.', '0')).toBeVisible();

    await ben.button('And whom does it spare?', 'Delete').click();
    await expect(ada.text('And whom does it spare?')).toHaveCount(0);
    await ada.showsOnce('Who pays for it?', 'The toll, I am told.');
  });

  test('DEL-2 nobody is offered to edit or delete what another wrote, nor to vote on their own', async ({ world }) => {
    const server = await world.serve({ threads: [thread('bay')] });
    const ada = await (await world.person()).open(`${server.url}/rooms/bay?order=oldest`);
    const ben = await (await world.person()).open(`${server.url}/rooms/bay?order=oldest`);
    await ada.postAcknowledged('Mine to change.');
    await ben.showsOnce('Mine to change.');
    await expect(ada.button('Mine to change.', 'Edit')).toBeVisible();
    await expect(ben.button('Mine to change.', 'Reply')).toBeVisible();
    await expect(ben.button('Mine to change.', 'Edit')).toHaveCount(0);
    await expect(ben.button('Mine to change.', 'Delete')).toHaveCount(0);
    const up = ada.comment('Mine to change.').getByRole('button', { name: 'Vote up', disabled: false });
    await expect(up.and(ada.page.locator(':not([aria-disabled="true"])'))).toHaveCount(0);
  });

  test('OUT-8 pressing the button twice, or Ctrl+Enter twice, posts once', async ({ world }) => {
    const server = await world.serve({ threads: [thread('bay')] });
    const ada = await (await world.person()).open(`${server.url}/rooms/bay?order=oldest`);
    const ben = await (await world.person()).open(`${server.url}/rooms/bay?order=oldest`);
    await ada.composer.first().fill('Pressed twice.');
    await ada.postButton.first().dblclick();
    await expect(ada.composer.first()).toHaveValue('');
    await ada.composer.first().fill('Typed twice.');
    await ada.composer.first().press('Control+Enter');
    await ada.composer.first().press('Control+Enter');
    await ada.postAcknowledged('The last one.');
    await ben.showsOnce('The last one.', 'Pressed twice.', 'Typed twice.');
  });

  test('SAFE-1 a new comment below appears at once, one above what is read waits behind its button', async ({ world }) => {
    const server = await world.serve({ threads: [thread('bay', [made('first', 0, 'Who pays for it?')])] });
    const newest = await (await world.person()).open(`${server.url}/rooms/bay?order=newest`);
    const oldest = await (await world.person()).open(`${server.url}/rooms/bay?order=oldest`);
    const ada = await (await world.person()).open(`${server.url}/rooms/bay`);
    await ada.postAcknowledged('The toll, I think.');
    await oldest.showsOnce('The toll, I think.');
    await expect(newest.newCommentsButton).toHaveText('Show 1 new comment');
    await expect(newest.text('The toll, I think.')).toHaveCount(0);
    await newest.newCommentsButton.click();
    await newest.showsOnce('The toll, I think.');
    await expect(newest.newCommentsButton).toHaveCount(0);
    // One's own never waits.
    await ada.showsOnce('The toll, I think.');
    await expect(ada.newCommentsButton).toHaveCount(0);
  });

  test('PRES-1 the page says how many people watch', async ({ world }) => {
    const server = await world.serve({ threads: [thread('bay')] });
    const ada = await (await world.person()).open(`${server.url}/rooms/bay?order=oldest`);
    await (await world.person()).open(`${server.url}/rooms/bay?order=oldest`);
    await expect(ada.page.getByText(/\b2 (people )?(watching|here)/)).toBeVisible();
  });

  test('TEXT-4 markup and script in a comment and a name are shown as text', async ({ world }) => {
    const server = await world.serve({ threads: [thread('bay')] });
    const ada = await (await world.person()).open(`${server.url}/rooms/bay?order=oldest`);
    const ben = await (await world.person()).open(`${server.url}/rooms/bay?order=oldest`);
    const hostile = '<img src=x onerror="document.title=1"><script>document.title=1</script>';
    await ada.nameBox.first().fill('<b>Ada</b>');
    await ada.postAcknowledged(hostile);
    await ben.showsOnce(hostile, '<b>Ada</b>');
    const reader = await world.person({ javaScriptEnabled: false });
    await reader.page.goto(`${server.url}/rooms/bay?order=oldest`);
    await reader.showsOnce(hostile);
    await expect(ben.page).not.toHaveTitle('1');
  });
});
