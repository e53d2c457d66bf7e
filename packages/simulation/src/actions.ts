/** What can happen in one step, each with how often. */
import type { CommentView, ListView } from '@parley/client';
import type { VoteValue } from '@parley/protocol';
import type { Action } from './action.ts';
import type { Participant } from './participant.ts';
import { SERVER_FAULTS } from './server-faults.ts';
import { ROOM, type World } from './world.ts';

/** All comments a page shows, with what hangs below them. */
export function shownComments({ view }: Participant['client']): CommentView[] {
  const all: CommentView[] = [];
  const walk = (list: readonly CommentView[]): void => {
    for (const comment of list) {
      all.push(comment);
      walk(comment.replies.comments);
    }
  };
  walk(view.top.comments);
  walk(view.mineElsewhere);
  return all;
}

/** People can do what a page offers: nothing but trying again and giving up on what is not there yet. */
const isThere = (comment: CommentView): boolean =>
  comment.status === 'visible' && (comment.pending === undefined || !comment.own);

function post(world: World, who: Participant, parent: CommentView | undefined): void {
  const body = world.newText(who.name);
  const posted = who.client.postComment(parent?.id ?? null, body);
  if (!posted.ok) {
    world.history.violate('OUT-3', `a good text was refused: ${posted.refusal.code}`);
    return;
  }
  who.wishes.posts.set(posted.value, body);
  if (!world.chance.hit(0.1)) return;
  const again = who.client.postComment(parent?.id ?? null, body);
  if (!again.ok || again.value !== posted.value) world.history.violate('OUT-8', 'pressing twice made two comments');
}

const WRITING: readonly Action[] = [
  { name: 'post', weight: 14, run: (world, who) => post(world, who, undefined) },
  {
    name: 'reply',
    weight: 10,
    run: (world, who) => post(world, who, world.chance.pick(shownComments(who.client).filter(isThere))),
  },
  {
    name: 'edit',
    weight: 8,
    run(world, who) {
      const own = world.chance.pick(shownComments(who.client).filter((one) => one.own && isThere(one)));
      if (!own) return;
      const body = world.newText(who.name);
      if (who.client.editComment(own.id, body).ok) who.wishes.edits.set(own.id, body);
    },
  },
  {
    name: 'delete',
    weight: 5,
    run(world, who) {
      const own = world.chance.pick(shownComments(who.client).filter((one) => one.own && isThere(one) && !one.deletingAt));
      if (!own) return;
      who.client.deleteComment(own.id);
      if (world.chance.hit(0.7)) who.wishes.deletes.add(own.id);
      else who.client.undoDelete(own.id);
    },
  },
  { name: 'delete-all', weight: 0.3, run: (_world, who) => void who.client.deleteMyComments() },
  {
    name: 'vote',
    weight: 18,
    run(world, who) {
      const other = world.chance.pick(shownComments(who.client).filter((one) => !one.own && isThere(one)));
      if (!other) return;
      const value = world.chance.pick([-1, 0, 1, 1] as const) as VoteValue;
      who.client.castVote(other.id, value);
      // What is shown already is no wish: a page of the server knows no own votes until the welcome brings them.
      if (value !== other.myVote) who.wishes.votes.set(other.id, value);
    },
  },
  {
    name: 'retry',
    weight: 3,
    run(world, who) {
      const stuck = world.chance.pick(shownComments(who.client).filter((one) => one.pending?.kind === 'refused'));
      if (stuck) who.client.retry(stuck.id);
    },
  },
  {
    name: 'discard',
    weight: 1.5,
    run(world, who) {
      const stuck = world.chance.pick(shownComments(who.client).filter((one) => one.pending?.kind === 'refused'));
      const text = stuck && who.client.discard(stuck.id);
      if (!text) return;
      if (who.wishes.posts.get(stuck.id) === text) who.wishes.posts.delete(stuck.id);
      if (who.wishes.edits.get(stuck.id) === text) who.wishes.edits.delete(stuck.id);
    },
  },
];

const lists = (who: Participant): ListView[] => [who.client.view.top, ...shownComments(who.client).map((one) => one.replies)];

const READING: readonly Action[] = [
  {
    name: 'show-more',
    weight: 8,
    run(world, who) {
      const list = world.chance.pick(lists(who).filter((one) => one.hasBefore || one.hasAfter));
      if (!list) return;
      const side = list.hasBefore && (!list.hasAfter || world.chance.hit(0.5)) ? 'before' : 'after';
      void who.client.showMore(list.parent, side);
    },
  },
  {
    name: 'show-comment',
    weight: 2,
    async run(world, who) {
      const any = world.chance.pick([...world.textSeen.keys()]);
      if (any) void who.client.showComment(any);
    },
  },
  {
    name: 'show-new',
    weight: 4,
    run: (world, who) => who.client.showNew(world.chance.pick(lists(who).filter((one) => one.newCount > 0))?.parent ?? null),
  },
  {
    name: 'set-order',
    weight: 2,
    run: (world, who) => void who.client.setOrder(world.chance.pick(['newest', 'oldest', 'best']) ?? 'best'),
  },
  {
    name: 'set-pace',
    weight: 1,
    run: (world, who) => who.client.setPace(world.chance.pick(['follow', 'buffered', 'paused']) ?? 'follow'),
  },
  {
    name: 'read',
    weight: 4,
    run(world, who) {
      const { comments } = who.client.view.top;
      const at = world.chance.below(comments.length + 1);
      const [first, last] = [comments[at], comments[Math.min(at + 2, comments.length - 1)]];
      who.client.setReading(first && last ? { first: first.id, last: last.id } : null);
    },
  },
];

const PAGE: readonly Action[] = [
  {
    name: 'reload',
    weight: 2,
    async run(world, who) {
      const server = world.chance.hit(0.5) ? world.chance.pick(world.servers) : undefined;
      const query = {
        parent: null,
        order: who.habits.order,
        from: { at: 'start' },
        limit: 20,
        replies: 3,
        total: 200,
        person: null,
      } as const;
      const reading = server?.engine.readPage(ROOM, query).catch(() => undefined);
      if (!reading) return who.reload(undefined);
      world.rare.reach('server-page-continued');
      void reading.then((page) => who.reload(page && JSON.parse(JSON.stringify(page))));
    },
  },
  {
    name: 'offline',
    weight: 1,
    run(world, who) {
      who.hint('offline');
      world.clock.after(world.chance.between(0, 3_000), () => who.hint('online'));
    },
  },
  { name: 'wake', weight: 2, run: (_world, who) => who.hint('woke') },
  {
    name: 'freeze',
    weight: 1,
    run(world, who) {
      who.hint('frozen');
      world.clock.after(world.chance.between(0, 5_000), () => who.hint('restored'));
    },
  },
];

const LINE_FAULTS: readonly Action[] = [
  { name: 'cut', weight: 5, run: (world, who) => who.line?.cut(world.chance.pick(['clean', 'late']) ?? 'clean') },
  { name: 'half-open', weight: 1, run: (_world, who) => who.line?.cut('half-open') },
  {
    name: 'stall',
    weight: 3,
    run(world, { line }) {
      line?.down.stall();
      world.clock.after(world.chance.between(0, 4_000), () => line?.down.flow());
    },
  },
];

const TIME: readonly Action[] = [
  { name: 'wait', weight: 8, run: (world) => world.clock.advance(world.chance.between(0, 400)) },
  { name: 'wait-long', weight: 1.5, run: (world) => world.clock.advance(world.chance.between(0, 9_000)) },
];

const EVERYBODY = [...READING, ...PAGE, ...LINE_FAULTS, ...TIME];

function choose(world: World, actions: readonly Action[]): Action | undefined {
  let left = world.chance.between(
    0,
    actions.reduce((sum, action) => sum + action.weight, 0),
  );
  return actions.find((action) => {
    left -= action.weight;
    return left < 0;
  });
}

/** One step: somebody does something, or something happens to somebody. */
export async function step(world: World): Promise<string> {
  const who = world.chance.pick(world.participants);
  if (!who) return 'nobody';
  const faults = world.climate.serverFaults ? SERVER_FAULTS : [];
  const action = choose(world, [...(who.habits.writes ? WRITING : []), ...EVERYBODY, ...faults]);
  await action?.run(world, who);
  if (world.chance.hit(0.5)) await world.clock.settle();
  else await world.clock.advance(world.chance.between(0, 60));
  return `${who.name} ${action?.name}`;
}
