import { acknowledgeHead } from '@parley/protocol';
import { describe, expect, it } from 'vitest';
import { EPOCH, newComments, pageOf, scripted, welcomeOf } from '../../test/scripted-room.ts';

const EVERY = { acknowledgeEveryMs: 4_000 };

function told(t: ReturnType<typeof scripted>) {
  const notices = t.line().sent.filter(({ name }) => name === 'acknowledge-head');
  for (const { payload } of notices) expect(acknowledgeHead.safeParse(payload).success).toBe(true);
  return notices.map(({ payload }) => payload.rev);
}

describe('acknowledged heads', () => {
  it('SYNC-10 a client says up to where it has everything, about as often as the welcome asks', async () => {
    const t = scripted();
    await t.join(pageOf(1, [1]), EVERY);
    await t.clock.pass(1_999);
    expect(told(t)).toEqual([]);
    // The first one after a random part of the pace, so that those who joined together do not tell together.
    await t.clock.pass(1);
    expect(told(t)).toEqual([1]);
    expect(t.line().sent.at(-1)?.payload).toEqual({ epoch: EPOCH, rev: 1 });
    await t.line().tell('room-changed', newComments(1, 2));
    await t.line().tell('room-changed', newComments(2, 3));
    await t.clock.pass(3_999);
    expect(told(t)).toEqual([1]);
    await t.clock.pass(1);
    expect(told(t)).toEqual([1, 3]);
  });

  it('SYNC-10 it says nothing where nothing happens, and keeps no timer', async () => {
    const t = scripted();
    await t.join(pageOf(1, [1]), EVERY);
    await t.clock.pass(60_000);
    expect([told(t), t.clock.waiting()]).toEqual([[1], []]);
  });

  it('SYNC-10 a frame may change the pace', async () => {
    const t = scripted();
    await t.join(pageOf(1, [1]), EVERY);
    await t.clock.pass(10_000);
    await t.line().tell('room-changed', { ...newComments(1, 2), acknowledgeEveryMs: 20_000 });
    await t.clock.pass(19_999);
    expect(told(t)).toEqual([1]);
    await t.clock.pass(1);
    expect(told(t)).toEqual([1, 2]);
  });

  it('SYNC-10 what was to be told much later is told by the shorter pace', async () => {
    const t = scripted();
    await t.join(pageOf(1, [1]), { acknowledgeEveryMs: 60_000 });
    await t.clock.pass(60_000);
    await t.line().tell('room-changed', newComments(1, 2));
    await t.clock.pass(1_000);
    await t.line().tell('room-changed', { ...newComments(2, 3), acknowledgeEveryMs: 8_000 });
    await t.clock.pass(8_000);
    expect(told(t)).toEqual([1, 3]);
  });

  it('SYNC-10 timers that a browser holds back in the background do not keep it from telling when something comes', async () => {
    const t = scripted();
    await t.join(pageOf(1, [1]), EVERY);
    await t.clock.pass(10_000);
    await t.line().tell('room-changed', newComments(1, 2));
    t.clock.jump(5_000);
    await t.line().tell('room-changed', newComments(2, 3));
    expect(told(t)).toEqual([1, 3]);
  });

  it('SYNC-10 a server that asks for none is told none', async () => {
    const t = scripted();
    await t.join(pageOf(1, [1]));
    await t.line().tell('room-changed', newComments(1, 2));
    await t.clock.pass(60_000);
    expect(told(t)).toEqual([]);
  });

  it('SYNC-10 a new line begins anew', async () => {
    const t = scripted();
    await t.join(pageOf(1, [1]), EVERY);
    await t.clock.pass(10_000);
    await t.line().cut();
    await t.clock.pass(1_000);
    await t.line().tell('welcome', welcomeOf({ kind: 'catch-up', mine: [], frame: newComments(1, 1) }, EVERY));
    await t.clock.pass(4_000);
    expect(told(t)).toEqual([1]);
  });
});
