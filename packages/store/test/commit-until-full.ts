/**
 * Commits until nothing more can be written, asks twice more and reads, then says as one line of JSON what it saw. Arguments: the
 * database. Its starter bounds the size of its files.
 */
import { randomUUID } from 'node:crypto';
import type { BatchCommand } from '@parley/model';
import type { CommandId, CommentId, PersonId, RoomSlug } from '@parley/protocol';
import { openSqliteStore } from '../src/open-sqlite-store.ts';

const [file = ''] = process.argv.slice(2);
const reports: string[] = [];
const store = await openSqliteStore({
  file,
  workerUrl: new URL('./sqlite-worker.mjs', import.meta.url),
  onReport: (report) => void reports.push(report),
});
const room = 'a-room' as RoomSlug;
const person = 'g:ann' as PersonId;
const ALL = Number.MAX_SAFE_INTEGER;

function post(): BatchCommand {
  const comment = randomUUID() as CommentId;
  const actor = { person, role: 'guest', tag: 't' as never, mayMakeRoom: { title: 'Fills the disk' } } as const;
  const body = 'A long comment. '.repeat(500);
  return {
    actor,
    now: Date.now(),
    command: { kind: 'post-comment', command: comment as never as CommandId, comment, parent: null, body, name: null },
  };
}

let acknowledged = 0;
const codes: unknown[] = [];
for (let last = [post(), post()]; codes.length < 3; ) {
  try {
    const { outcomes } = await store.commit(room, last, ALL);
    acknowledged += outcomes.filter(({ ok }) => ok).length;
    last = [post(), post()];
  } catch (error) {
    codes.push((error as { code?: unknown }).code);
  }
}
const found = await store.findRoom(room);
const rows = await store.readSince(room, { epoch: await store.epoch(), rev: 0 }, null, ALL - 1);
const read = rows.kind === 'rows' ? rows.rows.content.length : rows.kind;
process.stdout.write(JSON.stringify({ acknowledged, codes, comments: found?.comments, read, reports }));
await store.close();
