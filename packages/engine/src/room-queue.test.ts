import type { Actor, BatchCommand, Outcome } from '@parley/model';
import type { AuthorTag, CommandId, Epoch, PersonId } from '@parley/protocol';
import { expect, it } from 'vitest';
import { fakeClock } from './memory/index.ts';
import { BATCH_MAX, QUEUE_MAX, RoomQueue } from './room-queue.ts';

const { settle } = fakeClock();
const actor: Actor = { person: 'ann' as PersonId, role: 'guest', tag: 'tag' as AuthorTag };
const command = (n: number): BatchCommand => ({
  actor,
  command: { kind: 'delete-my-comments', command: `command-${n}` as CommandId },
  now: 0,
});
const doneAt = (rev: number): Outcome => ({ ok: true, done: { epoch: 'e' as Epoch, rev } });

/** A store whose commits end when told. */
function slowCommits() {
  const batches: string[][] = [];
  const endings: (() => void)[] = [];
  const queue = new RoomQueue((commands) => {
    batches.push(commands.map(({ command }) => command.command));
    return new Promise((resolve) => endings.push(() => resolve(commands.map((_, i) => doneAt(i + 1)))));
  });
  const finish = async (): Promise<void> => {
    endings.shift()?.();
    await settle();
  };
  return { queue, batches, finish };
}

it('ROOM-8 an idle room commits at once; what comes meanwhile goes together', async () => {
  const { queue, batches, finish } = slowCommits();
  const first = queue.submit(command(1));
  expect(batches).toEqual([['command-1']]);
  const others = [queue.submit(command(2)), queue.submit(command(3))];
  await settle();
  expect(batches).toHaveLength(1);
  await finish();
  expect(await first).toEqual(doneAt(1));
  expect(batches[1]).toEqual(['command-2', 'command-3']);
  await finish();
  expect(await Promise.all(others)).toEqual([doneAt(1), doneAt(2)]);
  expect(queue.isIdle).toBe(true);
});

it('ROOM-8 a batch is bounded and a full queue refuses with overloaded', async () => {
  const { queue, batches, finish } = slowCommits();
  void queue.submit(command(0));
  const waiting = Array.from({ length: QUEUE_MAX }, (_, i) => queue.submit(command(i + 1)));
  expect(queue.isFull).toBe(true);
  expect(await queue.submit(command(-1))).toMatchObject({ ok: false, refusal: { code: 'overloaded', class: 'retry' } });
  expect(await queue.submitJob(async () => 1)).toBe('overloaded');
  await finish();
  expect(batches[1]).toHaveLength(BATCH_MAX);
  for (let i = 0; i < QUEUE_MAX / BATCH_MAX; i += 1) await finish();
  expect((await Promise.all(waiting)).every((outcome) => outcome.ok)).toBe(true);
  await queue.idle();
});

it('ROOM-8 a job runs alone and in its turn', async () => {
  const { queue, batches, finish } = slowCommits();
  const order: string[] = [];
  void queue.submit(command(1)).then(() => order.push('1'));
  void queue.submit(command(2)).then(() => order.push('2'));
  const job = queue.submitJob(async () => {
    order.push('job');
    throw new Error('a job may fail');
  });
  void queue.submit(command(3)).then(() => order.push('3'));
  const failed = expect(job).rejects.toThrow('a job may fail');
  await finish();
  await finish();
  await failed;
  await finish();
  expect(order).toEqual(['1', '2', 'job', '3']);
  expect(batches).toEqual([['command-1'], ['command-2'], ['command-3']]);
});

it('REF-1 a commit that breaks its promise leaves nobody waiting', async () => {
  const queue = new RoomQueue(() => Promise.reject(new Error('broken')));
  expect(await queue.submit(command(1))).toMatchObject({ ok: false, refusal: { code: 'internal' } });
  expect(await queue.submit(command(2))).toMatchObject({ ok: false, refusal: { code: 'internal' } });
});
