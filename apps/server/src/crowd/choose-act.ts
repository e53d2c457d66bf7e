/** What a made-up person does next, given what is on their screen. Pure: chance is given. */
import type { CommentView, RoomView } from '@parley/client';
import type { CommentId, VoteValue } from '@parley/protocol';
import { type Chance, pick, pickWeighted } from './random.ts';
import { commentText, editedText, replyText } from './texts.ts';

export type Act =
  | { readonly kind: 'post-comment'; readonly parent: CommentId | null; readonly body: string }
  | { readonly kind: 'edit-comment'; readonly comment: CommentId; readonly body: string }
  | { readonly kind: 'delete-comment'; readonly comment: CommentId }
  | { readonly kind: 'cast-vote'; readonly comment: CommentId; readonly value: VoteValue };

type Kind = Act['kind'] | 'reply';

/** How often each is done where it can be: people read and vote more than they write, and seldom take back. */
const HABITS: Readonly<Record<Kind, number>> = {
  'cast-vote': 50,
  reply: 24,
  'post-comment': 14,
  'edit-comment': 9,
  'delete-comment': 3,
};
/** Replies go no deeper than a page can indent well. */
const DEEPEST = 5;

/** All comments on the screen, own ones included that stand outside the lists. */
export function onScreen(view: RoomView): CommentView[] {
  const walk = (comments: readonly CommentView[]): CommentView[] => comments.flatMap((c) => [c, ...walk(c.replies.comments)]);
  return [...walk(view.top.comments), ...view.mineElsewhere];
}

/** Those that still say something and have nothing under way. */
const settled = (view: RoomView): CommentView[] =>
  onScreen(view).filter((c) => c.status === 'visible' && c.pending === undefined && c.deletingAt === undefined);

/** Undefined where nothing can be done: the room is closed, or the person may not write in it. */
export function chooseAct(view: RoomView, chance: Chance): Act | undefined {
  if (view.summary.status === 'locked' || view.refusal !== undefined) return undefined;
  const all = settled(view);
  const own = all.filter((comment) => comment.own);
  const others = all.filter((comment) => !comment.own);
  const shallow = others.filter(({ depth }) => depth < DEEPEST);
  const possible: Readonly<Record<Kind, boolean>> = {
    'cast-vote': others.length > 0,
    reply: shallow.length > 0,
    'post-comment': true,
    'edit-comment': own.length > 0,
    'delete-comment': own.length > 1,
  };
  const kinds = (Object.keys(HABITS) as Kind[]).filter((kind) => possible[kind]);
  switch (
    pickWeighted(
      kinds.map((kind) => [kind, HABITS[kind]] as const),
      chance,
    )
  ) {
    case 'cast-vote': {
      const { id, myVote } = pick(others, chance);
      return { kind: 'cast-vote', comment: id, value: wantedVote(myVote, chance) };
    }
    case 'reply': {
      const { id, body } = pick(shallow, chance);
      return { kind: 'post-comment', parent: id, body: replyText(body, chance) };
    }
    case 'post-comment':
      return { kind: 'post-comment', parent: null, body: commentText(view.room, chance) };
    case 'edit-comment': {
      const { id, body } = pick(own, chance);
      return { kind: 'edit-comment', comment: id, body: editedText(body, chance) };
    }
    case 'delete-comment':
      return { kind: 'delete-comment', comment: pick(own, chance).id };
  }
}

/** Most votes are up; who has voted already mostly takes it back or turns it round. */
function wantedVote(mine: VoteValue, chance: Chance): VoteValue {
  if (mine === 0) return chance() < 0.85 ? 1 : -1;
  return chance() < 0.7 ? 0 : mine === 1 ? -1 : 1;
}
