import { expect, it } from 'vitest';
import { enter, FakeConnection, hello, newCommand, post, ROOM, world } from '../test/world.ts';
import { memoryLimiter } from './memory/index.ts';
import { StoreUnavailable } from './store-unavailable.ts';

const FIRST_PAGE = {
  parent: null,
  order: 'newest',
  from: { at: 'start' },
  limit: 20,
  replies: 3,
  total: 60,
  person: null,
} as const;

/** Somebody in a room whose store goes away; what is counted and said from then on. */
async function withoutStore() {
  const w = world();
  let isAway = false;
  const told = { errors: 0, said: [] as string[] };
  const may =
    <Args extends readonly unknown[], T>(ask: (...args: Args) => Promise<T>) =>
    async (...args: Args): Promise<T> => {
      if (isAway) throw new Error('down');
      return ask(...args);
    };
  const { commit, findRoom, listRooms, readPage, readRevisions, readHeads } = w.store;
  const store = {
    ...w.store,
    commit: may(commit),
    findRoom: may(findRoom),
    listRooms: may(listRooms),
    readPage: may(readPage),
    readRevisions: may(readRevisions),
    readHeads: may(readHeads),
  };
  const hear = (event: string): void => void told.said.push(event);
  const engine = w.engine({
    store,
    limiter: memoryLimiter(w.clock, {}),
    log: { info: hear, warn: hear, error: hear },
    metrics: {
      count: (name, by = 1) => {
        if (name === 'store-errors') told.errors += by;
      },
      observe: () => undefined,
      set: () => undefined,
    },
  });
  const ann = await enter(w, engine, 'ann');
  // What was read once is shared no longer.
  await w.clock.advance(2_000);
  isAway = true;
  const settled = async (asked: Promise<unknown>): Promise<unknown> => {
    const answer = asked.catch((error: Error) => error);
    await w.clock.advance(100);
    return answer;
  };
  return { w, engine, ann, told, settled };
}

type Away = Awaited<ReturnType<typeof withoutStore>>;

const DOORS: Readonly<Record<string, (away: Away) => Promise<unknown>>> = {
  "a room's page": ({ engine }) => engine.readPage(ROOM, FIRST_PAGE),
  'a room': ({ engine }) => engine.findRoom(ROOM),
  'the list of rooms': ({ engine }) => engine.listRooms(),
  'a connection': ({ engine }) => engine.connect(new FakeConnection('late'), hello({ room: 'another' as typeof ROOM })),
  'a question of a connection': ({ ann }) =>
    ann.session.handleRequest({ kind: 'read-revisions', comment: newCommand() as never }),
  'a command': ({ ann }) => ann.session.handleCommand(post('text')),
  "an owner's command": ({ engine }) => engine.keep(ROOM, { kind: 'lock-room', command: newCommand() }),
};

it.each(Object.keys(DOORS))('OPS-9 %s that the store did not do is counted once', async (door) => {
  const away = await withoutStore();
  const before = away.told.errors;
  await away.settled(DOORS[door]!(away));
  expect(away.told.errors - before).toBe(1);
});

it('OPS-9 a command that is sent again before its answer is counted once', async () => {
  const { ann, settled, told } = await withoutStore();
  const command = post('text');
  await settled(Promise.all([ann.session.handleCommand(command), ann.session.handleCommand(command)]));
  expect(told.errors).toBe(1);
});

it('HTTP-9 a read for a page rejects with what says that it may be asked again, and is told in the log once', async () => {
  const { engine, settled, told } = await withoutStore();
  for (const asked of [() => engine.findRoom(ROOM), () => engine.readPage(ROOM, FIRST_PAGE), () => engine.listRooms()]) {
    expect(await settled(asked())).toEqual(new StoreUnavailable(new Error('down')));
    expect(await settled(asked())).toBeInstanceOf(StoreUnavailable);
  }
  expect(told.said).toEqual(['request-failed']);
});
