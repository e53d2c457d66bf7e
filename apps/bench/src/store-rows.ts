/** The store by itself, without sockets or a room around it: comments a second, in batches as a hot room makes them. */
import type { openPostgresStore } from '@parley/store';
import { newId } from './ids.ts';
import { openNaiveStore } from './peers/naive-store.ts';
import { BODY, ROOM } from './room.ts';

export type Store = Awaited<ReturnType<typeof openPostgresStore>>;
type Commit = Store['commit'];

/** Commands of a full batch: what gathers while the one before is on its way to the disk. */
const BATCH = 100;
/** Commits under way: one is decided while the next is on its way. */
const UNDER_WAY = 2;
/** Single inserts under way: as many as the peer's pool has connections by default. */
const INSERTS_UNDER_WAY = 10;

async function during(seconds: number, lanes: number, act: () => Promise<number>): Promise<number> {
  const begun = performance.now();
  const until = begun + seconds * 1_000;
  let rows = 0;
  const lane = async (): Promise<void> => {
    while (performance.now() < until) rows += await act();
  };
  await Promise.all(Array.from({ length: lanes }, lane));
  return (rows * 1_000) / (performance.now() - begun);
}

/** One comment of one of a hundred people. The store takes what the engine has checked already. */
function post(n: number): Parameters<Commit>[1][number] {
  const person = `g:person-${n % 100}`;
  const actor = { person, role: 'guest', tag: `tag-${n % 100}`, mayMakeRoom: { title: 'Measured' } };
  const command = { kind: 'post-comment', command: newId(), comment: newId(), parent: null, body: BODY, name: null };
  return { actor, now: Date.now(), command } as unknown as Parameters<Commit>[1][number];
}

/** Comments a second, each on the disk. Throws when one is refused. */
export function storeRows(store: Store, seconds: number): Promise<number> {
  const room = ROOM as Parameters<Commit>[0];
  return during(seconds, UNDER_WAY, async () => {
    const batch = Array.from({ length: BATCH }, (_, n) => post(n));
    const { outcomes } = await store.commit(room, batch, Number.MAX_SAFE_INTEGER as Parameters<Commit>[2]);
    if (outcomes.some((outcome) => !outcome.ok)) throw new Error('the store refused a comment');
    return outcomes.length;
  });
}

/** The same by an insert for each, on the same kind of database. */
export async function naiveRows(url: string, seconds: number): Promise<number> {
  const store = await openNaiveStore(url);
  try {
    return await during(seconds, INSERTS_UNDER_WAY, async () => {
      await store.keep(newId(), BODY);
      return 1;
    });
  } finally {
    await store.close();
  }
}
