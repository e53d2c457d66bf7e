/** A database that was set back, under an epoch that does not know of it. */
import type { RoomSlug } from '@parley/protocol';
import { expect, it } from 'vitest';
import { enter, post, type World, world } from '../../test/world.ts';
import { nullLog } from '../memory/index.ts';
import type { RoomStore } from '../ports/index.ts';
import { AUDIT_MS } from './head-audit.ts';

/** An instance with two people whose room stands at 5, on a store that is then set back to 2. */
async function setBack(w: World) {
  const of: { store: RoomStore } = { store: w.store };
  const store = new Proxy(w.store, {
    get: (_, name: keyof RoomStore) => of.store[name].bind(of.store),
  });
  const told: object[] = [];
  const log = { ...nullLog(), error: (event: string, fields?: object) => void told.push({ event, ...fields }) };
  const engine = w.engine({ store, log });
  const [ann, bob] = [await enter(w, engine, 'ann'), await enter(w, engine)];
  const write = async (body: string) => {
    void ann.session.handleCommand(post(body));
    await w.clock.advance(200);
  };
  await write('one');
  await write('two');
  const backup = w.store.copy();
  for (const body of ['three', 'four', 'five']) await write(body);
  of.store = backup.reopen('memory');
  return { engine, ann, bob, told };
}

it('SYNC-12 a store that went back within its epoch is told of by the next commit, and viewers begin anew', async () => {
  const w = world();
  const { engine, ann, bob, told } = await setBack(w);
  const posted = ann.session.handleCommand(post('after'));
  await w.clock.advance(1_000);
  expect(await posted).toMatchObject({ ok: true, value: { rev: 3 } });
  expect(told).toEqual([{ event: 'store-rewound', room: 'room', from: 5, to: 3 }]);
  for (const { line } of [ann, bob]) expect(line.closed).toMatchObject({ refusal: { code: 'resync-later' } });
  const back = await enter(w, engine, 'ann', { resume: { epoch: 'memory' as never, rev: 5 } });
  expect(back.line.all('welcome')[0]).toMatchObject({ start: { kind: 'snapshot', page: { head: 3 } } });
  void back.session.handleCommand(post('and on'));
  await w.clock.advance(1_000);
  expect([back.line.cursor, back.line.bodies]).toEqual([4, ['after', 'and on', 'one', 'two']]);
  expect(told).toHaveLength(1);
});

it('SYNC-12 where nobody writes it is found when the heads are next looked at', async () => {
  const w = world();
  const { bob, told } = await setBack(w);
  await w.clock.advance(AUDIT_MS + 1_000);
  expect(told).toEqual([{ event: 'store-rewound', room: 'room', from: 5, to: 2 }]);
  expect(bob.line.closed).toMatchObject({ refusal: { code: 'resync-later' } });
});

it('SYNC-12 a look at the heads that was overtaken by a commit is no suspicion', async () => {
  const w = world();
  const store = {
    ...w.store,
    async readHeads(rooms: readonly RoomSlug[]) {
      const heads = await w.store.readHeads(rooms);
      await new Promise<void>((resolve) => void w.clock.after(500, resolve));
      return heads;
    },
  };
  const ann = await enter(w, w.engine({ store }), 'ann');
  void ann.session.handleCommand(post('one'));
  await w.clock.advance(AUDIT_MS / 2 + 100);
  const reads = w.metrics.counted('store-reads');
  expect(w.metrics.counted('head-audits')).toBe(1);
  void ann.session.handleCommand(post('two'));
  await w.clock.advance(5_000);
  expect(w.metrics.counted('store-reads')).toBe(reads);
  expect(ann.line.closed).toBeUndefined();
});
