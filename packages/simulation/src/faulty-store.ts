/** The store as one server reaches it: calls fail before or after they were done, take long, and never answer a dead server. */
import type { CommitAnswer, RoomStore } from '@parley/engine';
import type { Commit } from './doctor.ts';
import type { Server } from './server.ts';
import type { World } from './world.ts';

/** Longest time of a slow call on each way, ms. */
const SLOW_MS = 120;

/** The ways of one server to it and back. */
export function faultyStore(world: World, server: Server): RoomStore {
  const { chance, clock } = world;

  const travel = async (): Promise<void> => {
    if (chance.hit(world.climate.store.slow)) {
      await new Promise<void>((resolve) => clock.after(chance.between(0, SLOW_MS), resolve));
    }
    await server.life.runs();
    if (!server.life.isAlive) throw new Error('The server is dead.');
  };

  /** Does it on the store as it stands now; who is under way when an older one takes its place gets no answer. */
  async function onStore<T>(work: (store: RoomStore) => Promise<T>): Promise<T> {
    const { restores } = world;
    const answer = await work(world.store);
    if (world.restores !== restores) throw new Error('The connection broke: the database was restored.');
    return answer;
  }

  async function read<T>(work: (store: RoomStore) => Promise<T>): Promise<T> {
    await travel();
    if (chance.hit(world.climate.store.readFails)) throw new Error('A read failed.');
    const { restores } = world;
    const answer = await onStore(work);
    await travel();
    if (world.restores !== restores) throw new Error('The connection broke: the database was restored.');
    return answer;
  }

  async function commit(...args: Parameters<RoomStore['commit']>): Promise<CommitAnswer> {
    const [room, commands, since] = args;
    world.commitsUnderWay += 1;
    try {
      await travel();
      if (chance.hit(world.climate.store.before)) throw new Error('Crashed before the commit.');
      const answer = await onStore((store) => {
        const run: Commit = (batch) => store.commit(room, batch, since);
        return world.doctor.commit ? world.doctor.commit(commands, since, run) : run(commands);
      });
      world.history.committed(commands, answer);
      try {
        if (server.diesInCommit) {
          if (world.servers.length > 1) world.rare.reach('crash-between-commit-and-publish');
          world.replaceServer(server);
        }
        if (chance.hit(world.climate.store.after)) throw new Error('Crashed after the commit.');
        await travel();
      } catch (error) {
        world.history.answerLost(commands);
        throw error;
      }
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
    readHeads: (rooms) => {
      const asked = server.headsAsked;
      return read(async (store) => {
        const heads = await store.readHeads(rooms);
        return world.doctor.heads?.(heads, asked, server.bus.state === 'whole') ?? heads;
      });
    },
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
        const above = world.doctor.above?.(position, await store.epoch()) ?? position;
        const answer = await store.readSince(room, above, person, Math.min(max, world.climate.sinceMax));
        // It may tell of another history, or of more rows than can be read.
        if (answer.kind !== 'rows' || answer.rows.epoch !== position.epoch) server.mayJump = true;
        return world.doctor.since?.(answer, position.rev) ?? answer;
      }),
    readMine: (room, people, above, max) => read((store) => store.readMine(room, people, above, max)),
    importThread: (file, names) => world.store.importThread(file, names),
    exportThread: (room) => read((store) => store.exportThread(room)),
    backup: (file) => world.store.backup(file),
    close: async () => undefined,
  };
}
