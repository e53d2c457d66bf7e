import type { CommentView, RoomClient, RoomView } from '@parley/client';
import { bodyFault, type CommentId, done, type RoomSlug } from '@parley/protocol';
import { describe, expect, it } from 'vitest';
import { chooseAct } from './choose-act.ts';
import { ACTS_MAX, livePerson } from './person.ts';
import type { Chance } from './random.ts';

/** Numbers that look like chance and are the same each time (a linear congruence, Numerical Recipes' figures). */
function seeded(seed: number): Chance {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

const list = (comments: readonly CommentView[] = []): RoomView['top'] => ({
  parent: null,
  order: 'newest',
  comments,
  newCount: 0,
  newOrder: false,
  hasBefore: false,
  hasAfter: false,
  hiddenCount: 0,
  loading: false,
  fault: undefined,
});

const comment = (id: string, over: Partial<CommentView> = {}): CommentView => ({
  id: id as CommentId,
  parent: null,
  depth: 0,
  author: { tag: null, name: null },
  body: 'A short line',
  createdAt: 0,
  editedAt: null,
  editCount: 0,
  status: 'visible',
  score: 0,
  up: 0,
  down: 0,
  myVote: 0,
  own: false,
  pending: undefined,
  deletingAt: undefined,
  replyCount: 0,
  replies: list(),
  ...over,
});

const view = (over: Partial<RoomView> = {}): RoomView => ({
  room: 'night-train' as RoomSlug,
  status: 'live',
  refusal: undefined,
  loaded: true,
  exists: true,
  summary: { title: 'T', status: 'open', comments: 0, topLevel: 0 },
  watching: 1,
  order: 'newest',
  pace: 'buffered',
  name: null,
  known: true,
  top: list(),
  mineElsewhere: [],
  newTotal: 0,
  clockOffset: 0,
  ...over,
});

const deep = comment('deep', { depth: 5 });
const full = view({
  top: list([
    comment('other', { replies: list([comment('gone', { status: 'deleted', body: '' }), deep]) }),
    comment('mine-1', { own: true }),
    comment('mine-2', { own: true }),
    comment('sending', { own: true, pending: { kind: 'sending' } }),
  ]),
});
const acts = (of: RoomView) => Array.from({ length: 2_000 }, (_, seed) => chooseAct(of, seeded(seed * 7919)));

describe('what a made-up person does', () => {
  it('START-6 they do everything a person can, and nothing that is refused', () => {
    const done = acts(full).filter((act) => act !== undefined);
    expect(new Set(done.map(({ kind }) => kind))).toEqual(
      new Set(['post-comment', 'edit-comment', 'delete-comment', 'cast-vote']),
    );
    for (const act of done) {
      if (act.kind === 'cast-vote') expect(['other', 'deep']).toContain(act.comment);
      else if (act.kind === 'post-comment') expect(['other', null]).toContain(act.parent);
      else expect(['mine-1', 'mine-2']).toContain(act.comment);
      if ('body' in act) expect(bodyFault(act.body)).toBeUndefined();
    }
  });

  it('START-6 in an empty room they write the first comment', () => {
    expect(new Set(acts(view()).map((act) => act?.kind))).toEqual(new Set(['post-comment']));
  });

  it('START-6 in a closed room they do nothing', () => {
    expect(chooseAct({ ...full, summary: { ...full.summary, status: 'locked' } }, seeded(1))).toBeUndefined();
  });
});

/** A client that only notes what it is asked. */
function noting(shown: RoomView) {
  const notes: string[] = [];
  const note = (word: string) => () => {
    notes.push(word);
  };
  const client = {
    view: shown,
    connect: note('connect'),
    close: note('close'),
    showNew: () => undefined,
    setName: () => done(undefined),
    postComment: () => {
      notes.push('post-comment');
      return done('x' as CommentId);
    },
    editComment: () => {
      notes.push('edit-comment');
      return done(undefined);
    },
    deleteComment: note('delete-comment'),
    castVote: note('cast-vote'),
    discard: (id: CommentId) => {
      notes.push(`discard ${id}`);
      return undefined;
    },
  } satisfies Partial<RoomClient>;
  return { notes, client: client as unknown as RoomClient };
}

describe('a made-up person', () => {
  const parts = { name: null, chance: seeded(3), say: () => undefined };

  it('START-6 pauses before everything they do, and stops after a bounded number', async () => {
    const { client, notes } = noting(view());
    const pauses: number[] = [];
    await livePerson({ ...parts, client, stop: new AbortController().signal, pause: async (ms) => void pauses.push(ms) });
    expect(notes.filter((word) => word === 'post-comment')).toHaveLength(ACTS_MAX);
    expect(pauses).toHaveLength(ACTS_MAX);
    expect(Math.min(...pauses)).toBeGreaterThanOrEqual(5_000);
    expect(notes.at(-1)).toBe('close');
  });

  it('START-6 leaves when told to', async () => {
    const { client, notes } = noting(view());
    const stop = new AbortController();
    let pauses = 0;
    const pause = async () => {
      pauses += 1;
      if (pauses === 3) stop.abort();
    };
    await livePerson({ ...parts, client, stop: stop.signal, pause });
    expect(notes).toEqual(['connect', 'post-comment', 'post-comment', 'close']);
  });

  it('START-6 does nothing while an own text has no answer yet', async () => {
    const { client, notes } = noting(view({ top: list([comment('sending', { own: true, pending: { kind: 'sending' } })]) }));
    await livePerson({ ...parts, client, stop: new AbortController().signal, pause: async () => undefined });
    expect(notes).toEqual(['connect', 'close']);
  });

  it('START-6 gives up what was refused for good, and goes on', async () => {
    const pending = { kind: 'refused', refusal: { code: 'gone', class: 'gone' }, retryAt: null } as const;
    const { client, notes } = noting(view({ top: list([comment('refused', { own: true, pending })]) }));
    const stop = new AbortController();
    let pauses = 0;
    const pause = async () => {
      pauses += 1;
      if (pauses === 2) stop.abort();
    };
    await livePerson({ ...parts, client, stop: stop.signal, pause });
    expect(notes).toEqual(['connect', 'discard refused', 'close']);
  });

  it('START-6 goes when turned away, and says why', async () => {
    const { client, notes } = noting(view({ status: 'refused', refusal: { code: 'too-old', class: 'reload' } }));
    const said: string[] = [];
    const stop = new AbortController().signal;
    await livePerson({ ...parts, client, stop, say: (line) => said.push(line), pause: async () => undefined });
    expect(notes).toEqual(['connect', 'close']);
    expect(said).toEqual(['somebody   is turned away: too-old']);
  });
});
