import { refuse } from '@parley/protocol';
import { describe, expect, it } from 'vitest';
import { settled } from '../../test/fakes.ts';
import { EPOCH, keyOfNumber, ME, newComments, pageOf, scripted, welcomeOf } from '../../test/scripted-room.ts';

const catchUp = (from: number, to: number) => welcomeOf({ kind: 'catch-up', mine: [], frame: newComments(from, to) }, { me: ME });

/** A client that has been told to move within 4 s; its chance is the middle of the window. */
async function moving() {
  const t = scripted();
  await t.join(pageOf(1, [1]));
  const statuses = new Set<string>();
  t.client.subscribe(() => statuses.add(t.client.view.status));
  await t.line().tell('connection-moving', { windowMs: 4_000 });
  return { ...t, statuses };
}

describe('a client whose server stops', () => {
  it('DRAIN-2 moves at a random moment of the window, resumes, and is live all the time', async () => {
    const t = await moving();
    await t.clock.pass(1_999);
    expect([t.wire.lines.length, t.line().isOpen]).toEqual([1, true]);
    await t.line().tell('room-changed', newComments(1, 2));
    await t.clock.pass(1);
    expect(t.wire.lines).toHaveLength(2);
    expect(t.line().hello.resume).toEqual({ epoch: EPOCH, rev: 2 });
    await t.line().tell('welcome', catchUp(2, 3));
    expect(t.top()).toEqual([3, 2, 1]);
    expect([...t.statuses]).toEqual(['live']);
  });

  it('DRAIN-2 what is written meanwhile waits for the next line, without an error', async () => {
    const t = await moving();
    const posted = t.client.postComment(null, 'hello');
    expect(posted.ok).toBe(true);
    await t.clock.pass(1_000);
    expect(t.line().sent.map(({ name }) => name)).not.toContain('post-comment');
    await t.clock.pass(1_000);
    await t.line().tell('welcome', catchUp(1, 2));
    await t.identify();
    const { payload } = await t.take('post-comment');
    expect(payload).toMatchObject({ body: 'hello' });
    expect([...t.statuses]).toEqual(['live']);
  });

  it('DRAIN-2 what only reads still goes over the old line, and is answered there', async () => {
    const t = scripted();
    await t.join(pageOf(9, [9, 8], {}, { last: keyOfNumber(8) }), { acknowledgeEveryMs: 1_000 });
    await t.line().tell('connection-moving', { windowMs: 4_000 });
    const more = t.client.showMore(null, 'after');
    (await t.take('read-page')).answer(pageOf(9, [7, 6], {}, { first: keyOfNumber(8) }));
    await more;
    await t.clock.pass(1_999);
    expect(t.wire.lines).toHaveLength(1);
    expect(t.top()).toEqual([9, 8, 7, 6]);
    expect(t.line().sent.map(({ name }) => name)).toContain('acknowledge-head');
  });

  it('DRAIN-2 a command that was refused on the old line, or got no answer there, goes out again under its id', async () => {
    const t = scripted();
    t.storage.set('parley:https://talk.example:guest', 'mine');
    await t.join(pageOf(1, [1]), { me: ME });
    t.client.postComment(null, 'one');
    t.client.postComment(null, 'two');
    const [one, two] = [await t.take('post-comment'), await t.take('post-comment')];
    one.refuse(refuse('going-away'));
    await t.line().tell('connection-moving', { windowMs: 4_000 });
    await t.clock.pass(2_000);
    await t.line().tell('welcome', catchUp(1, 2));
    await t.clock.pass(2_000);
    const again = [await t.take('post-comment'), await t.take('post-comment')];
    const ids = (messages: readonly { payload: Record<string, unknown> }[]) =>
      messages.map(({ payload }) => payload.command).sort();
    expect(ids(again)).toEqual(ids([one, two]));
  });

  it('DRAIN-2 a move whose first try fails is a reconnect like any other', async () => {
    const t = await moving();
    t.wire.state.refusing = true;
    await t.clock.pass(2_000);
    expect(t.client.view.status).toBe('reconnecting');
    t.wire.state.refusing = false;
    await t.clock.pass(30_000);
    await t.line().tell('welcome', catchUp(1, 2));
    expect(t.client.view.status).toBe('live');
  });

  it('DRAIN-2 a line that breaks before the move is not left twice', async () => {
    const t = await moving();
    await t.clock.pass(1_000);
    await t.line().cut();
    await t.clock.pass(500);
    await t.line().tell('welcome', catchUp(1, 2));
    await t.clock.pass(10_000);
    expect([t.wire.lines.length, t.client.view.status]).toEqual([2, 'live']);
  });

  it('CONN-2 in a crowd nobody comes back at once: what makes one join again may make all of them', async () => {
    const t = scripted();
    await t.join(pageOf(1, [1]), { retryWindowMs: 4_000 });
    await t.line().tell('room-changed', newComments(5, 6));
    await settled();
    await t.clock.pass(1_999);
    expect(t.wire.lines).toHaveLength(1);
    await t.clock.pass(1);
    expect(t.wire.lines).toHaveLength(2);
  });

  it('CONN-2 who was too slow comes back inside the window that it was told, the first try included', async () => {
    const t = scripted();
    await t.join(pageOf(1, [1]));
    await t.line().tell('connection-closing', { refusal: refuse('resync-later'), retryWindowMs: 8_000 });
    await t.clock.pass(3_999);
    expect(t.wire.lines).toHaveLength(1);
    await t.clock.pass(1);
    expect(t.line().hello.resume).toEqual({ epoch: EPOCH, rev: 1 });
  });

  it.each([
    ['is told to move', 'connection-moving', { windowMs: 4_000 }],
    ['is closed by a server that stops', 'connection-closing', { refusal: refuse('going-away'), retryWindowMs: 4_000 }],
    ['was too slow', 'connection-closing', { refusal: refuse('resync-later'), retryWindowMs: 4_000 }],
  ] as const)('CONN-2 a crowd that %s spreads over the window with its first tries', async (_what, event, payload) => {
    const at: number[] = [];
    for (let n = 0; n < 40; n += 1) {
      const t = scripted();
      t.random.chance = (n + 0.5) / 40;
      await t.join(pageOf(1, [1]));
      await t.line().tell(event, payload);
      for (let ms = 0; t.wire.lines.length === 1 && ms < 5_000; ms += 50) {
        await t.clock.pass(50);
        if (t.wire.lines.length > 1) at.push(ms);
      }
    }
    // A fortieth of them in each fortieth of the window.
    expect(at).toHaveLength(40);
    const inTenth = (tenth: number) => at.filter((ms) => Math.floor(ms / 400) === tenth).length;
    expect(Array.from({ length: 10 }, (_, tenth) => inTenth(tenth))).toEqual(Array.from({ length: 10 }, () => 4));
  });

  it('CONN-10 who is refused for too many connections waits as long as it was told', async () => {
    const t = scripted();
    await t.join(pageOf(1, [1]));
    const refusal = refuse('too-many-connections', { retryAfterMs: 20_000 });
    await t.line().tell('connection-closing', { refusal, retryWindowMs: 0 });
    await t.clock.pass(19_999);
    expect(t.wire.lines).toHaveLength(1);
    await t.clock.pass(1);
    expect(t.wire.lines).toHaveLength(2);
  });
});
