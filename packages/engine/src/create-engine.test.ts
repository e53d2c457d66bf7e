import { describe, expect, it } from 'vitest';
import { enter, post, world } from '../test/world.ts';

describe('an engine', () => {
  it('SYNC-1 greets with a snapshot, and what happened since the shared one follows at once', async () => {
    const w = world();
    const engine = w.engine();
    const ann = await enter(w, engine, 'ann');
    const bob = await enter(w, engine);
    expect(ann.line.sent[0]).toMatchObject({
      name: 'welcome',
      payload: { exists: false, me: 'ann-in-room', start: { kind: 'snapshot' } },
    });

    const answer = ann.session.handleCommand(post('hello'));
    await w.clock.settle();
    expect(await answer).toEqual({ ok: true, value: { epoch: 'memory', rev: 1 } });
    expect(bob.line.bodies).toEqual(['hello']);
    expect(ann.line.bodies).toEqual(['hello']);
    expect(bob.line.cursor).toBe(1);

    const late = await enter(w, engine);
    expect(late.line.sent[0]).toMatchObject({ name: 'welcome', payload: { exists: true, me: null } });
    expect(late.line.bodies).toEqual(['hello']);
    expect(late.line.cursor).toBe(1);
  });

  it('SYNC-6 carries changes from one instance to the other', async () => {
    const w = world();
    const ann = await enter(w, w.engine(), 'ann');
    const bob = await enter(w, w.engine(), 'bob');
    void ann.session.handleCommand(post('from here'));
    await w.clock.settle();
    expect(bob.line.bodies).toEqual(['from here']);
    void bob.session.handleCommand(post('from there'));
    await w.clock.advance(1_000);
    expect(ann.line.bodies).toEqual(['from here', 'from there']);
    expect(ann.line.cursor).toBe(2);
    expect(bob.line.cursor).toBe(2);
  });
});
