/**
 * Commits until it is killed. Arguments: the database, a number that keeps this run's ids apart. Eight batches are always under way;
 * after each answer a line `comment id, command id, person` per acknowledged comment goes to stdout.
 */
import { randomUUID } from 'node:crypto';
import type { BatchCommand } from '@parley/model';
import type { CommandId, CommentId, PersonId, RoomSlug } from '@parley/protocol';
import { openSqliteStore } from '../src/open-sqlite-store.ts';

const UNDER_WAY = 8;
const PER_BATCH = 5;

const [file = '', run = ''] = process.argv.slice(2);
const store = await openSqliteStore({ file, workerUrl: new URL('./sqlite-worker.mjs', import.meta.url) });
const person = `g:run-${run}` as PersonId;

function post(): BatchCommand {
  const comment = randomUUID() as CommentId;
  const actor = { person, role: 'guest', tag: `t${run}` as never, mayMakeRoom: { title: 'Killed often' } } as const;
  const command = {
    kind: 'post-comment',
    command: randomUUID() as CommandId,
    comment,
    parent: null,
    body: comment,
    name: null,
  } as const;
  return { actor, now: Date.now(), command };
}

async function keepCommitting(room: RoomSlug): Promise<never> {
  for (;;) {
    const batch = Array.from({ length: PER_BATCH }, post);
    const { outcomes } = await store.commit(room, batch, Number.MAX_SAFE_INTEGER);
    const lines = batch.flatMap(({ command }, i) =>
      outcomes[i]?.ok && command.kind === 'post-comment' ? `${room} ${command.comment} ${command.command} ${person}\n` : [],
    );
    process.stdout.write(lines.join(''));
  }
}

await Promise.all(Array.from({ length: UNDER_WAY }, (_, i) => keepCommitting(`room-${i % 3}` as RoomSlug)));
