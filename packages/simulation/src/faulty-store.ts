/** The store as one server reaches it: calls fail before or after they were done, take long, and never answer a dead server. */
import type { CommitAnswer, RoomStore } from '@parley/engine';
import type { Commit } from './doctor.ts';
import type { World } from './world.ts';

/** Longest time of a slow call on each way, ms. */
const SLOW_MS = 120;

/** `broken`: called when the store tells of another history or of too many rows. */
export function faultyStore(world: World, isAlive: () => boolean, broken: () => void): RoomStore {
  const { chance, clock } = world;

  const travel = async (): Promise<void> => {
    if (chance.hit(world.climate.store.slow)) {
      await new Promise<void>((resolve) => clock.after(chance.between(0, SLOW_MS), resolve));
    }
    if (!isAlive()) throw new Error('The server is dead.');
  };

  async function read<T>(work: (store: RoomStore) => Promise<T>): Promise<T> {
    await travel();
    if (chance.hit(world.climate.store.readFails)) throw new Error('A read failed.');
    const answer = await work(world.store);
    await travel();
    return answer;
  }

  async function commit(...args: Parameters<RoomStore['commit']>): Promise<CommitAnswer> {
    const [room, commands, since] = args;
    world.commitsUnderWay += 1;
    try {
      await travel();
      if (chance.hit(world.climate.store.before)) throw new Error('Crashed before the commit.');
      const run: Commit = (batch) => world.store.commit(room, batch, since);
      const answer = await (world.doctor.commit ? world.doctor.commit(commands, since, run) : run(commands));
      world.history.committed(commands, answer);
      if (chance.hit(world.climate.store.after)) {
        world.history.answerLost(commands);
        throw new Error('Crashed after the commit.');
      }
      await travel().catch((error) => {
        world.history.answerLost(commands);
        throw error;
      });
      return answer;
    } finally {
      world.commitsUnderWay -= 1;
    }
  }

  return {
    epoch: () => read((store) => store.epoch()),
    tagKey: () => read((store) => store.tagKey()),
    commit,
    findRoom: (room) => read((store) => store.findRoom(room)),
    readHeads: (rooms) => read((store) => store.readHeads(rooms)),
    listRooms: (options) => read((store) => store.listRooms(options)),
    readPage: (room, query) =>
      read(async (store) => {
        const page = await store.readPage(room, query);
        return page && (world.doctor.page?.(page) ?? page);
      }),
    readComments: (room, comments, person) => read((store) => store.readComments(room, comments, person)),
    readRevisions: (room, comment) => read((store) => store.readRevisions(room, comment)),
    readSince: (room, position, person, max) =>
      read(async (store) => {
        const answer = await store.readSince(room, position, person, Math.min(max, world.climate.sinceMax));
        if (answer.kind !== 'rows' || answer.rows.epoch !== position.epoch) broken();
        return answer;
      }),
    readMine: (room, person, above, max) => read((store) => store.readMine(room, person, above, max)),
    importThread: (file, names) => world.store.importThread(file, names),
    exportThread: (room) => read((store) => store.exportThread(room)),
    backup: (file) => world.store.backup(file),
    close: async () => undefined,
  };
}
