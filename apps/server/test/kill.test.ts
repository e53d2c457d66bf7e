/** The server is killed at random moments with commands in flight, again and again on one folder. What it acknowledged stays, once. */
import { randomUUID } from 'node:crypto';
import type { RoomSlug } from '@parley/protocol';
import type { ThreadComment, ThreadFile } from '@parley/protocol/thread-file';
import { afterEach, expect, it } from 'vitest';
import { doorDesk } from '../src/cli/door-client.ts';
import { newToken, openRoom, type RoomSocket } from './client.ts';
import { endProcesses, newFolder, removeFolders, runParley, startServerProcess } from './server-process.ts';

afterEach(() => {
  endProcesses();
  removeFolders();
});

const KILLS = 24;
const PEOPLE = 4;
const LANES_EACH = 6;
/** Commands without an answer at the moment of each kill, at least. */
const IN_FLIGHT_MIN = 10;
const ROOM = 'lounge';
const env = (folder: string) => ({
  PARLEY_DATA: folder,
  PARLEY_RATE_WRITES: '1000000/1',
  PARLEY_RATE_VOTES: '1000000/1',
  PARLEY_RATE_ADDRESS_WRITES: '1000000/1',
  PARLEY_RATE_ROOM_WRITES: '1000000/1',
  PARLEY_RATE_COMMENT_VOTES: '1000000/1',
});

/** mulberry32, so that a failing run can be repeated by its seed. */
function randomOf(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
}

interface Command {
  readonly name: string;
  readonly payload: Readonly<Record<string, unknown>>;
  /** What is true of the room once it is done. */
  settle(): void;
}

/** What a comment must look like, by acknowledged commands alone. */
interface Expected {
  readonly owner: number;
  body: string;
  edits: number;
  deleted: boolean;
  readonly votes: Map<number, number>;
}

it('STORE-4 every acknowledged command is there exactly once after each SIGKILL', { timeout: 600_000 }, async () => {
  const seed = Date.now() % 1_000_000;
  const random = randomOf(seed);
  const pick = <T>(items: readonly T[]): T | undefined => items[Math.floor(random() * items.length)];
  const folder = newFolder();
  expect((await runParley(['room', 'add', ROOM, '--title', 'Killed'], env(folder))).code).toBe(0);

  const expected = new Map<string, Expected>();
  /** Comments that a command of some lane is about right now: two at once would have no certain end. */
  const busy = new Set<string>();
  let acknowledged = 0;
  let number = 0;

  function nextCommand(person: number): Command {
    const command = randomUUID();
    const free = [...expected].filter(([id, { deleted }]) => !busy.has(id) && !deleted);
    const dice = random();
    const [id, comment] = pick(dice < 0.4 ? [] : free) ?? [];
    if (id && comment && comment.owner !== person) {
      const value = random() < 0.8 ? 1 : -1;
      return { name: 'cast-vote', payload: { command, comment: id, value }, settle: () => void comment.votes.set(person, value) };
    }
    if (id && comment && dice < 0.9) {
      const body = `edited ${++number}`;
      const settle = () => Object.assign(comment, { body, edits: comment.edits + 1 });
      return { name: 'edit-comment', payload: { command, comment: id, body, editCount: comment.edits }, settle };
    }
    if (id && comment) {
      return {
        name: 'delete-comment',
        payload: { command, comment: id },
        settle: () => Object.assign(comment, { deleted: true }),
      };
    }
    const fresh = randomUUID();
    const body = `posted ${++number}`;
    const settle = () => void expected.set(fresh, { owner: person, body, edits: 0, deleted: false, votes: new Map() });
    return { name: 'post-comment', payload: { command, comment: fresh, parent: null, body, name: null }, settle };
  }

  /** Commands sent and not answered, per lane; sent again under the same ids after each restart, as a client does. */
  const lanes = Array.from({ length: PEOPLE * LANES_EACH }, (_, n) => ({
    person: n % PEOPLE,
    under: undefined as Command | undefined,
  }));
  const inFlight = () => lanes.filter(({ under }) => under).length;

  async function runLane(lane: (typeof lanes)[number], room: RoomSocket, onAck: () => boolean): Promise<void> {
    for (;;) {
      lane.under ??= nextCommand(lane.person);
      const target = String(lane.under.payload.comment);
      busy.add(target);
      const answer = await room.command(lane.under.name, lane.under.payload);
      if (!answer) return;
      if (!answer.ok) throw new Error(`seed ${seed}: ${lane.under.name} was refused with ${answer.refusal.code}`);
      lane.under.settle();
      lane.under = undefined;
      busy.delete(target);
      acknowledged += 1;
      if (!onAck()) return;
    }
  }

  /** The whole room, through the door of the running server. */
  async function exported(): Promise<ThreadFile> {
    const answer = await doorDesk(folder)({ do: 'export', slug: ROOM as RoomSlug });
    if (!answer.thread) throw new Error(answer.lines.join('\n'));
    return answer.thread;
  }

  /** `strict`: nothing is under way, so nothing else may be there either. */
  function check(file: ThreadFile, strict: boolean): void {
    const found = new Map<string, ThreadComment>(file.comments.map((comment) => [comment.id, comment]));
    expect(found.size, `seed ${seed}: doubled comments`).toBe(file.comments.length);
    const votes = new Map<string, number>();
    for (const { commentId, value } of file.votes ?? []) votes.set(commentId, (votes.get(commentId) ?? 0) + value);
    for (const [id, { body, edits, deleted, votes: wanted }] of expected) {
      if (!strict && busy.has(id)) continue;
      const comment = found.get(id);
      const state = {
        body: comment?.body,
        deleted: comment?.deleted ?? false,
        edits: comment?.revisions?.length ?? 0,
        votes: votes.get(id) ?? 0,
      };
      const sum = [...wanted.values()].reduce((total, value) => total + value, 0);
      const should = deleted ? { body: '', deleted, edits: 0, votes: sum } : { body, deleted, edits, votes: sum };
      expect(state, `seed ${seed}: ${id}`).toEqual(should);
    }
    const known = [...found.keys()].filter((id) => expected.has(id) || (!strict && busy.has(id)));
    expect(known.length, `seed ${seed}: comments from nowhere`).toBe(found.size);
  }

  const tokens: string[] = [];
  for (let round = 0; round <= KILLS; round += 1) {
    const server = startServerProcess(env(folder));
    const url = await server.ready;
    while (tokens.length < PEOPLE) tokens.push(await newToken(url));
    if (round > 0) check(await exported(), false);
    const rooms = tokens.map((token) => openRoom(url, ROOM, token));
    await Promise.all(rooms.map(({ welcomed }) => welcomed));
    const last = round === KILLS;
    let left = last ? 0 : 20 + Math.floor(random() * 200);
    const onAck = () => {
      if (last) return false;
      left -= 1;
      // The answer that came frees one lane: its next command goes out with this turn, before the kill is felt.
      if (left === 0) {
        expect(inFlight()).toBeGreaterThanOrEqual(IN_FLIGHT_MIN);
        server.kill('SIGKILL');
      }
      return true;
    };
    await Promise.all(lanes.map((lane) => runLane(lane, rooms[lane.person] as RoomSocket, onAck)));
    for (const { socket } of rooms) socket.close();
    if (!last) expect((await server.ended).signal).toBe('SIGKILL');
    else {
      check(await exported(), true);
      server.kill('SIGTERM');
      expect(await server.ended).toMatchObject({ code: 0, err: '' });
    }
  }
  // And from the folder alone, after an orderly end.
  check(JSON.parse((await runParley(['export', ROOM], env(folder))).out), true);
  expect(acknowledged).toBeGreaterThan(KILLS * 20);
});
