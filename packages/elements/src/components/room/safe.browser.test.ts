import { expect, it, onTestFinished } from 'vitest';
import { FakeRoom, idOf } from '../../../test/fake-room.ts';
import { mountRoom } from '../../../test/mount.ts';
import type { ParleyRoom } from '../../index.ts';

const frame = () => new Promise(requestAnimationFrame);
const frames = async (count: number) => {
  for (let i = 0; i < count; i += 1) await frame();
};

const LONG = 'A comment that takes several lines on the screen. '.repeat(8);

async function readInTheMiddle(): Promise<{ client: FakeRoom; room: ParleyRoom; top: () => number }> {
  const client = new FakeRoom(Array.from({ length: 40 }, (_, n) => ({ id: idOf(n), body: `${n} ${LONG}` })));
  const room = await mountRoom(client);
  onTestFinished(() => scrollTo(0, 0));
  room.sight.find(idOf(20))?.scrollIntoView({ block: 'start' });
  await frames(3);
  const first = room.sight.seen().find(({ element }) => element.getBoundingClientRect().top >= 0)!;
  return { client, room, top: () => first.element.getBoundingClientRect().top };
}

/** A hundred comments above, edits, votes and removals above: as a follower's list would take them. */
async function burst(client: FakeRoom, check: () => void): Promise<void> {
  for (let n = 0; n < 100; n += 1) {
    client.put({ id: idOf(500 + n), body: `New ${n} ${n % 3 === 0 ? LONG : ''}` }, 'first');
    if (n % 5 === 0) client.row(idOf(n % 15)).body = `Edited ${'much longer '.repeat(n)}`;
    if (n % 9 === 0) Object.assign(client.row(idOf((n % 15) + 1)), { status: 'deleted', body: '' });
    client.row(idOf(22)).up += 1;
    client.tell();
    if (n % 4 === 0) await frame();
    else await Promise.resolve();
    check();
  }
  await frames(3);
  check();
}

it('SAFE-6 under a burst above, what is read stays where it is', async () => {
  const { client, top } = await readInTheMiddle();
  const before = top();
  const moves: number[] = [];
  await burst(client, () => moves.push(Math.round(top() - before)));
  expect(client.rows).toHaveLength(140);
  expect(new Set(moves.filter((_, at) => at % 4 === 0 || at === moves.length - 1))).toEqual(new Set([0]));
});

it('SAFE-6 the same where the browser does not anchor by itself', async () => {
  document.documentElement.style.setProperty('overflow-anchor', 'none');
  onTestFinished(() => void document.documentElement.style.removeProperty('overflow-anchor'));
  const { client, top } = await readInTheMiddle();
  const before = top();
  await burst(client, () => undefined);
  expect(Math.round(top() - before)).toBe(0);
});

it('SAFE-6 the button for new comments comes and goes without moving anything', async () => {
  const { client, top } = await readInTheMiddle();
  const before = top();
  client.put({ waiting: true }, 'first');
  client.tell();
  await frames(3);
  expect(top()).toBe(before);
});

it('SAFE-1 the room tells its client what is in sight', async () => {
  const { client, room } = await readInTheMiddle();
  await expect.poll(() => client.reading?.first).toBe(room.sight.seen()[0]!.id);
  scrollTo(0, 0);
  await expect.poll(() => client.reading?.first).toBe(idOf(0));
});
