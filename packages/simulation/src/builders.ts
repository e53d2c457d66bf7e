/** Makes what stands before the first step: earlier comments and votes, and the people who come. */
import type { BatchCommand } from '@parley/model';
import type { CommandId, CommentId, Order, PersonId, VoteValue } from '@parley/protocol';
import { Device } from './device.ts';
import { type Habits, Participant } from './participant.ts';
import { tagOf } from './server.ts';
import type { Wishes } from './wishes.ts';
import { ROOM, type World } from './world.ts';

const EARLIER_PEOPLE = 6;

/** Comments of earlier people, two fifths of them replies, with votes. Returns their ids. */
export async function makePast(world: World): Promise<readonly CommentId[]> {
  const { chance, climate, clock } = world;
  const comments: CommentId[] = [];
  const batch: BatchCommand[] = [];
  let ids = 0;
  const uuid = (): string => `00000000-0000-7000-8000-${(++ids).toString(16).padStart(12, '0')}`;
  const add = (person: string, command: object): void => {
    const actor = {
      person: person as PersonId,
      role: 'guest' as const,
      tag: tagOf(person as PersonId),
      mayMakeRoom: { title: 'A room' },
    };
    batch.push({
      actor,
      command: { command: uuid() as CommandId, ...command } as BatchCommand['command'],
      now: clock.now() - 1_000 + ids,
    });
  };
  for (let i = 0; i < climate.past; i += 1) {
    const comment = uuid() as CommentId;
    const parent = chance.hit(0.4) ? (chance.pick(comments.slice(-8)) ?? null) : null;
    const by = `earlier-${chance.below(EARLIER_PEOPLE)}`;
    add(by, { kind: 'post-comment', comment, parent, body: world.newText(by), name: null });
    comments.push(comment);
    world.past.add(comment);
    for (let votes = chance.below(3); votes > 0; votes -= 1) {
      const value: VoteValue = chance.hit(0.7) ? 1 : -1;
      const voter = `voter-${chance.below(EARLIER_PEOPLE)}` as PersonId;
      world.people.add(voter);
      add(voter, { kind: 'cast-vote', comment: chance.pick(comments), value });
    }
  }
  if (batch.length > 0) await world.store.commit(ROOM, batch, 0);
  return comments;
}

const newWishes = (): Wishes => ({ posts: new Map(), edits: new Map(), deletes: new Set(), votes: new Map() });

/** Five or six pages: writers alone, two tabs of one browser, two devices of one person, readers at the start and in the middle. */
export function makePeople(world: World, past: readonly CommentId[]): void {
  const { chance, clock, rare } = world;
  const device = () =>
    new Device(
      (run) => void clock.after(0, run),
      () => rare.reach('other-tab-took-over'),
    );
  const order = (): Order => chance.pick(['newest', 'oldest', 'best'] as const) ?? 'newest';
  const habits = (writes: boolean, comment?: CommentId): Habits => ({
    order: order(),
    pace: chance.pick(['follow', 'buffered', 'buffered', 'paused'] as const) ?? 'buffered',
    writes,
    draws: chance.hit(0.2),
    comment,
  });
  const add = (name: string, on: Device, wishes: Wishes, how: Habits) =>
    world.participants.push(new Participant(world, name, on, wishes, how));

  add('ann', device(), newWishes(), habits(true));
  add('bob', device(), newWishes(), habits(true, chance.pick(past)));
  const shared = device();
  const cas = newWishes();
  add('cas', shared, cas, habits(true));
  if (chance.hit(0.5)) add('cas-tab', shared, cas, habits(true));
  else {
    const second = device();
    second.token = world.newToken();
    shared.token = second.token ?? '';
    add('cas-phone', second, cas, habits(true));
  }
  add('dee', device(), newWishes(), { ...habits(false), order: 'best' });
  if (chance.hit(0.35)) add('eve', device(), newWishes(), habits(false, chance.pick(past)));
  for (const participant of world.participants) participant.client.connect();
}
