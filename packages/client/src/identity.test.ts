import { refuse } from '@parley/protocol';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { fakeClock, fakeLocks, fakeTransport, settled, sharedStorage } from '../test/fakes.ts';
import { EPOCH, idOf, ME, pageOf, scripted, tally, welcomeOf } from '../test/scripted-room.ts';
import { nodeRoomClient } from './node.ts';
import { memoryStorage, storageOver } from './storage.ts';

describe('who writes', () => {
  it('CONN-9 reading makes no guest; the first write makes one, and a second uses it', async () => {
    const t = scripted();
    await t.join(pageOf(1, [1]));
    expect([t.guests, t.client.view.known]).toEqual([[], false]);
    t.client.postComment(null, 'one');
    await t.identify();
    (await t.take('post-comment')).answer({ epoch: EPOCH, rev: 2 });
    t.client.postComment(null, 'two');
    await t.take('post-comment');
    expect([t.guests, t.client.view.known]).toEqual([['token-1'], true]);
  });

  it('CONN-9 a token refused while writing is replaced once, and the text is sent', async () => {
    const t = scripted();
    t.storage.set('parley:https://talk.example:guest', 'bad');
    await t.join(pageOf(1, [1]), { me: ME });
    t.client.postComment(null, 'hello');
    (await t.take('post-comment')).refuse(refuse('token-not-valid'));
    await t.identify();
    expect((await t.take('post-comment')).payload).toMatchObject({ body: 'hello' });
    expect(t.storage.get('parley:https://talk.example:guest')).toBe('token-1');
  });

  it('HTTP-5 too many new guests: the text waits and says how long', async () => {
    let tries = 0;
    const makeGuest = async () => {
      tries += 1;
      return { ok: false, refusal: refuse('slow-down', { retryAfterMs: 60_000 }) } as const;
    };
    const t = scripted({ makeGuest });
    await t.join(pageOf(1, [1]));
    t.client.postComment(null, 'hello');
    await settled();
    const retryAt = t.clock.now() + 60_000;
    expect(t.client.view.top.comments[0]?.pending).toMatchObject({ kind: 'refused', refusal: { code: 'slow-down' }, retryAt });
    await t.clock.pass(60_000);
    expect(tries).toBe(2);
  });

  it('HTTP-6 where this page may not write, the text is kept with the reason', async () => {
    const t = scripted({ makeGuest: async () => ({ ok: false, refusal: refuse('origin-not-allowed') }) });
    await t.join(pageOf(1, [1]));
    t.client.postComment(null, 'hello');
    await settled();
    expect(t.client.view.top.comments[0]).toMatchObject({
      body: 'hello',
      pending: { kind: 'refused', refusal: { code: 'origin-not-allowed' } },
    });
  });

  it('TEXT-7 a name is checked, kept on the device, and goes with what is written', async () => {
    const t = scripted();
    await t.join(pageOf(1, [1]));
    expect(t.client.setName('a\u202Eb')).toMatchObject({ ok: false, refusal: { code: 'name-not-allowed' } });
    expect(t.client.setName('  Ada ').ok).toBe(true);
    expect(t.client.view.name).toBe('Ada');
    t.client.postComment(null, 'hello');
    await t.identify();
    expect((await t.take('post-comment')).payload.name).toBe('Ada');
    t.client.setName('');
    expect(t.client.view.name).toBeNull();
  });

  it('UI-7 drafts are kept per place, and cleared only when the server has that text', async () => {
    const t = scripted();
    await t.join(pageOf(1, [1]));
    t.client.saveDraft('', 'hello');
    t.client.saveDraft('edit:x', 'other');
    t.client.postComment(null, 'hello');
    await t.identify();
    expect(t.client.draft('')).toBe('hello');
    (await t.take('post-comment')).answer({ epoch: EPOCH, rev: 2 });
    await settled();
    expect([t.client.draft(''), t.client.draft('edit:x')]).toEqual(['', 'other']);
  });

  it('UI-7 what was typed after pressing stays', async () => {
    const t = scripted();
    await t.join(pageOf(1, [1]));
    t.client.saveDraft('', 'hello');
    t.client.postComment(null, 'hello');
    await t.identify();
    t.client.saveDraft('', 'hello and more');
    (await t.take('post-comment')).answer({ epoch: EPOCH, rev: 2 });
    await settled();
    expect(t.client.draft('')).toBe('hello and more');
  });

  it('UI-7 a draft survives a reload', () => {
    const t = scripted();
    t.client.saveDraft('', 'hello');
    expect(scripted({}, t.device).client.draft('')).toBe('hello');
  });

  it('UI-7 a device that keeps nothing more still holds the text while the page is open', () => {
    const full = { getItem: () => null, setItem: () => throws(), removeItem: () => undefined, key: () => null, length: 0 };
    const storage = storageOver(full as unknown as globalThis.Storage);
    storage.set('parley:a', '1');
    expect([storage.get('parley:a'), storage.keys('parley:')]).toEqual(['1', ['parley:a']]);
    storage.remove('parley:a');
    expect(storage.get('parley:a')).toBeUndefined();
  });

  it('OUT-2 forgetting this device drops token, name, drafts and what waits', async () => {
    const t = scripted({ storage: memoryStorage() });
    await t.join(pageOf(1, [1]));
    t.client.setName('Ada');
    t.client.saveDraft('', 'draft');
    t.client.postComment(null, 'hello');
    await t.identify();
    t.client.forgetMe();
    expect(t.client.view).toMatchObject({ known: false, name: null });
    expect([t.client.draft(''), t.top()]).toEqual(['', [1]]);
    await t.clock.pass(1_000);
    expect(t.line().hello.token).toBeUndefined();
  });
});

it('OUT-2 forgetting this device leaves no vote shown as one of its own', async () => {
  const t = scripted({ storage: memoryStorage() });
  const vote = { comment: idOf(1), value: 1, rev: 2 } as const;
  await t.join(pageOf(2, [1], { tallies: [tally(1, { up: 1, tallyRev: 2 })], mine: [vote] }), { me: ME });
  expect(t.client.view.top.comments[0]).toMatchObject({ myVote: 1, score: 1 });
  t.client.forgetMe();
  expect(t.client.view.top.comments[0]).toMatchObject({ myVote: 0, score: 1 });
});

it('OUT-2 a server that does not answer for a new guest does not hold up what waits for ever', async () => {
  let give: AbortController | undefined;
  onTestFinished(() => void vi.restoreAllMocks());
  vi.spyOn(AbortSignal, 'timeout').mockImplementation(() => {
    give = new AbortController();
    return give.signal;
  });
  const fetching = vi
    .spyOn(globalThis, 'fetch')
    .mockImplementation(
      (_url, init) =>
        new Promise((_resolve, reject) => init?.signal?.addEventListener('abort', () => reject(new Error('too long')))),
    );
  const wire = fakeTransport();
  const clock = fakeClock();
  const client = nodeRoomClient({ server: 'https://talk.example', room: 'room', transport: wire.transport, clock });
  client.connect();
  await settled();
  await wire.last().tell('welcome', welcomeOf({ kind: 'snapshot', page: pageOf(1, [1]) }));
  client.postComment(null, 'hello');
  await settled();
  expect(fetching).toHaveBeenCalledTimes(1);
  give?.abort();
  await settled();
  await clock.pass(1_000);
  expect(fetching).toHaveBeenCalledTimes(2);
  client.close();
});

function throws(): never {
  throw new Error('quota exceeded');
}

it('OUT-9 a guest made by one tab while another is greeted is who that one is too', async () => {
  const [device, locks, clock] = [sharedStorage(), fakeLocks(), fakeClock()];
  const [a, b] = [scripted({}, device, locks, clock), scripted({}, device, locks, clock)];
  await a.join(pageOf(2, [1, 2]));
  b.client.connect();
  await settled();
  expect(b.line().hello.token).toBeUndefined();
  a.client.postComment(null, 'hello');
  await a.identify();
  await b.line().tell('welcome', welcomeOf({ kind: 'snapshot', page: pageOf(2, [1, 2]) }));
  expect((await b.take('identify')).payload).toEqual({ token: 'token-1' });
});
