/** Counts the reads that the store did not do, whichever door they came through; commands are counted where their batch ends. */
import type { Metrics, RoomStore } from './ports/index.ts';

/** The same store. Nobody waits longer for its answers: the count is taken beside them. */
export function countedReads(store: RoomStore, metrics: Metrics): RoomStore {
  const counted =
    <Args extends readonly unknown[], Answer>(read: (...args: Args) => Promise<Answer>) =>
    (...args: Args): Promise<Answer> => {
      const answer = read(...args);
      answer.catch(() => metrics.count('store-errors'));
      return answer;
    };
  return {
    epoch: () => store.epoch(),
    tagKey: () => store.tagKey(),
    commit: (room, commands, since) => store.commit(room, commands, since),
    findRoom: counted((room) => store.findRoom(room)),
    readHeads: counted((rooms) => store.readHeads(rooms)),
    listRooms: counted((options) => store.listRooms(options)),
    readPage: counted((room, query) => store.readPage(room, query)),
    readComments: counted((room, comments, person) => store.readComments(room, comments, person)),
    readRevisions: counted((room, comment) => store.readRevisions(room, comment)),
    readSince: counted((room, position, person, max) => store.readSince(room, position, person, max)),
    readMine: counted((room, people, above, max) => store.readMine(room, people, above, max)),
    importThread: (file, names) => store.importThread(file, names),
    exportThread: (room) => store.exportThread(room),
    backup: (file) => store.backup(file),
    close: () => store.close(),
  };
}
