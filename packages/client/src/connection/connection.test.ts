import { PROTOCOL_CURRENT, refuse } from '@parley/protocol';
import { describe, expect, it } from 'vitest';
import { fakeHints, settled } from '../../test/fakes.ts';
import { EPOCH, frameOf, newComments, pageOf, scripted, welcomeOf } from '../../test/scripted-room.ts';

const catchUp = (from: number, to: number) => welcomeOf({ kind: 'catch-up', mine: [], frame: newComments(from, to) });

describe('a connection', () => {
  it('CONN-2 comes back inside the announced window and resumes where it was', async () => {
    const t = scripted();
    await t.join(pageOf(1, [1]), { retryWindowMs: 4_000 });
    await t.line().cut();
    expect(t.client.view.status).toBe('reconnecting');
    expect(t.wire.lines).toHaveLength(1);
    await t.clock.pass(1_999);
    expect(t.wire.lines).toHaveLength(1);
    await t.clock.pass(1);
    expect(t.wire.lines).toHaveLength(2);
    expect(t.line().hello.resume).toEqual({ epoch: EPOCH, rev: 1 });
    await t.line().tell('welcome', catchUp(1, 2));
    expect([t.client.view.status, t.top()]).toEqual(['live', [2, 1]]);
  });

  it('CONN-2 backs off while nobody answers', async () => {
    const t = scripted();
    t.wire.state.refusing = true;
    t.client.connect();
    await settled();
    const waits: number[] = [];
    for (let n = 0; n < 8; n += 1) {
      const [wait = 0] = t.clock.waiting();
      waits.push(wait);
      await t.clock.pass(wait);
    }
    expect(waits).toEqual([500, 1_000, 2_000, 4_000, 4_000, 4_000, 4_000, 4_000]);
  });

  it('CONN-1 without a network it is offline, and tries at once when there is one', async () => {
    const t = scripted();
    await t.join(pageOf(1, [1]));
    await t.hints.tell('offline');
    expect([t.client.view.status, t.line().isOpen]).toEqual(['offline', false]);
    await t.hints.tell('online');
    await t.line().tell('welcome', catchUp(1, 2));
    expect(t.client.view.status).toBe('live');
  });

  it('CONN-1 a page that is looked at again does not wait any longer', async () => {
    const t = scripted();
    await t.join(pageOf(1, [1]), { retryWindowMs: 30_000 });
    await t.line().cut();
    await t.hints.tell('woke');
    expect(t.wire.lines).toHaveLength(2);
  });

  it('CONN-3 the hello names room, order, comment and token', async () => {
    const t = scripted({ comment: '00000000-0000-7000-8000-000000000007' as never, title: 'Room' });
    t.storage.set('parley:https://talk.example:guest', 'mine');
    await t.join(pageOf(1, [1]));
    expect(t.line().hello).toEqual({
      ...{ protocol: PROTOCOL_CURRENT, room: 'room', order: 'newest', title: 'Room' },
      ...{ around: '00000000-0000-7000-8000-000000000007', token: 'mine' },
    });
  });

  it('CONN-7 a stopping server is left and looked for again inside its window', async () => {
    const t = scripted();
    await t.join(pageOf(1, [1]));
    await t.line().tell('connection-closing', { refusal: refuse('going-away'), retryWindowMs: 2_000 });
    expect(t.client.view.status).toBe('reconnecting');
    await t.clock.pass(1_000);
    expect(t.wire.lines).toHaveLength(2);
  });

  it('CONN-4 a page that is not let in says so and stops; a server that is down is tried again', async () => {
    for (const why of [refuse('origin-not-allowed'), undefined]) {
      const t = scripted({ askWhy: async () => why });
      t.wire.state.refusing = true;
      t.client.connect();
      await t.clock.pass(0);
      expect(t.client.view).toMatchObject({ status: why ? 'refused' : 'reconnecting', refusal: why });
      expect(t.clock.waiting()).toHaveLength(why ? 0 : 1);
      t.wire.state.refusing = false;
      t.client.connect();
      await settled();
      await t.line().tell('welcome', welcomeOf({ kind: 'snapshot', page: pageOf(1, [1]) }));
      expect(t.client.view).toMatchObject({ status: 'live', refusal: undefined });
    }
  });

  it('CONN-4 who was live before does not ask why a line failed', async () => {
    let asked = 0;
    const t = scripted({
      askWhy: async () => {
        asked += 1;
        return undefined;
      },
    });
    await t.join(pageOf(1, [1]));
    t.wire.state.refusing = true;
    await t.line().cut();
    await t.clock.pass(60_000);
    expect([asked, t.client.view.status]).toEqual([0, 'reconnecting']);
  });

  it('CONN-8 a client that is too old stops and says so', async () => {
    const t = scripted();
    t.client.connect();
    await settled();
    await t.line().tell('connection-closing', { refusal: refuse('too-old'), retryWindowMs: 0 });
    expect(t.client.view).toMatchObject({ status: 'refused', refusal: { code: 'too-old', class: 'reload' } });
    await t.clock.pass(120_000);
    expect(t.wire.lines).toHaveLength(1);
  });

  it('CONN-9 a token that is not valid is dropped, and reading goes on', async () => {
    const t = scripted();
    t.storage.set('parley:https://talk.example:guest', 'bad');
    await t.join(pageOf(1, [1]), { tokenRefused: true });
    expect(t.client.view).toMatchObject({ status: 'live', known: false });
    t.client.postComment(null, 'hello');
    expect((await t.take('identify')).payload).toEqual({ token: 'token-1' });
  });

  it('REF-1 a code it does not know is acted on by its class', async () => {
    const t = scripted();
    await t.join(pageOf(1, [1]));
    const refusal = { code: 'tea-time', class: 'slow-down', retryAfterMs: 7_000 } as const;
    await t.line().tell('connection-closing', { refusal, retryWindowMs: 0 });
    await t.clock.pass(6_999);
    expect(t.wire.lines).toHaveLength(1);
    await t.clock.pass(1);
    expect(t.wire.lines).toHaveLength(2);
  });

  it('REF-4 events and keys it does not know are ignored', async () => {
    const t = scripted();
    await t.join(pageOf(1, [1]));
    await t.line().raw('confetti', { colour: 'red' });
    await t.line().raw('room-changed', { ...newComments(1, 2), mood: 'good' });
    expect([t.client.view.status, t.top()]).toEqual(['live', [2, 1]]);
  });

  it('SYNC-9 a gap shows nothing of its frame and resumes from the last good place', async () => {
    const t = scripted();
    await t.join(pageOf(1, [1]));
    await t.line().tell('room-changed', newComments(2, 3));
    expect(t.top()).toEqual([1]);
    await t.clock.pass(0);
    expect(t.line().hello.resume).toEqual({ epoch: EPOCH, rev: 1 });
    await t.line().tell('welcome', welcomeOf({ kind: 'catch-up', mine: [], frame: newComments(1, 2, 3) }));
    expect(t.top()).toEqual([3, 2, 1]);
  });

  it('SYNC-9 another epoch, or a frame that cannot be read, shows nothing and resumes', async () => {
    for (const broken of [
      { ...newComments(1, 2), epoch: 'other' },
      { ...newComments(1, 2), tallies: 'many' },
    ]) {
      const t = scripted();
      await t.join(pageOf(1, [1]));
      await t.line().raw('room-changed', broken);
      await t.clock.pass(0);
      expect([t.top(), t.wire.lines.length, t.line().hello.resume?.rev]).toEqual([[1], 2, 1]);
    }
  });

  it('SYNC-9 a gap after each resume does not become a loop without pauses', async () => {
    const t = scripted();
    await t.join(pageOf(1, [1]));
    await t.line().tell('room-changed', frameOf(5, 6));
    await t.clock.pass(0);
    await t.line().tell('welcome', catchUp(1, 2));
    await t.line().tell('room-changed', frameOf(5, 6));
    await t.clock.pass(0);
    expect(t.wire.lines).toHaveLength(2);
    await t.clock.pass(30_000);
    expect(t.wire.lines).toHaveLength(3);
  });

  it('HTTP-7 a client that starts from a rendered page goes on from its position', async () => {
    const t = scripted({ snapshot: pageOf(4, [4, 3]) });
    expect([t.client.view.loaded, t.top()]).toEqual([true, [4, 3]]);
    t.client.connect();
    await settled();
    expect(t.line().hello.resume).toEqual({ epoch: EPOCH, rev: 4 });
    await t.line().tell('welcome', catchUp(4, 5));
    expect(t.top()).toEqual([5, 4, 3]);
  });

  it('CONN-1 closing ends it, and hints wake nothing', async () => {
    const hints = fakeHints();
    const t = scripted({ hints });
    await t.join(pageOf(1, [1]));
    t.client.close();
    await hints.tell('online');
    await t.clock.pass(60_000);
    expect([t.client.view.status, t.wire.lines.length, t.line().isOpen]).toEqual(['closed', 1, false]);
  });
});
