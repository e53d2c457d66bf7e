/** SYNC-8: what every client holds and shows is what the store holds. */
import { stateOf } from '@parley/client/inspect';
import { compareKeys, covers, keyOf, listsOf, type RoomState } from '@parley/model';
import type { CommentId, PersonId } from '@parley/protocol';
import { shownComments } from '../actions.ts';
import type { Participant } from '../participant.ts';
import type { World } from '../world.ts';
import { isUpToDate, type Truth } from './truth.ts';

/** Equal field by field, whatever the order of the keys. */
export function isSame(a: unknown, b: unknown): boolean {
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return a === b;
  const [left, right] = [a as Record<string, unknown>, b as Record<string, unknown>];
  const keys = new Set([...Object.keys(left), ...Object.keys(right)]);
  return [...keys].every((key) => isSame(left[key], right[key]));
}

export function checkConvergence(world: World, truth: Truth): void {
  for (const who of world.participants) checkClient(world, truth, who);
}

function checkClient(world: World, truth: Truth, who: Participant): void {
  const violate = (rule: string, what: string) => world.history.violate(rule, `${who.name}: ${what}`);
  const { view } = who.client;
  const state = stateOf(who.client);
  if (view.status !== 'live' || !state) {
    violate('SYNC-9', `is ${view.status} ${view.refusal?.code ?? ''}`);
    return;
  }
  if (!isUpToDate(truth, state)) {
    violate('SYNC-8', `stands at ${state.epoch} ${state.cursor} of ${truth.epoch} ${truth.head}, changed at ${truth.changed}`);
    return;
  }
  if (truth.head > 0 && !isSame(state.summary, truth.summary)) {
    violate('SYNC-8', `summary ${JSON.stringify(state.summary)}, in the store ${JSON.stringify(truth.summary)}`);
  }
  for (const [id, part] of state.content) {
    if (!isSame(part, truth.content.get(id))) {
      violate('SYNC-8', `content ${JSON.stringify(part)}, in the store ${JSON.stringify(truth.content.get(id))}`);
    }
  }
  for (const [id, part] of state.tallies) {
    if (!isSame(part, truth.tallies.get(id))) {
      violate('SYNC-8', `tally ${JSON.stringify(part)}, in the store ${JSON.stringify(truth.tallies.get(id))}`);
    }
  }
  checkWindows(truth, state, violate);
  checkShown(truth, who, state, violate);
  for (const { phase, command } of who.device.underWay) violate('OUT-2', `${command.kind} is still ${phase}`);
  if (who.device.outbox.some(({ phase }) => phase === 'refused')) world.rare.reach('refused-text-kept');
}

function checkWindows(truth: Truth, state: RoomState, violate: (rule: string, what: string) => void): void {
  const lists = listsOf(state);
  for (const [parent, window] of state.windows) {
    const expected: { id: CommentId; key: readonly number[] }[] = [];
    for (const part of truth.content.values()) {
      const tally = truth.tallies.get(part.id);
      if (part.parent !== parent || !tally) continue;
      const key = keyOf(window.order, part, tally);
      if (covers(window, key)) expected.push({ id: part.id, key });
    }
    const ids = expected.sort((a, b) => compareKeys(window.order, a.key, b.key)).map(({ id }) => id);
    const held = lists.get(parent) ?? [];
    if (!isSame(ids, held)) {
      violate('SYNC-8', `list ${parent} ${JSON.stringify(window)} holds ${held.join(' ')}, the store ${ids.join(' ')}`);
    }
  }
}

/** The page, at the pace that shows all: the lists it holds, and votes as its person gave them (MINE-3). */
function checkShown(truth: Truth, who: Participant, state: RoomState, violate: (rule: string, what: string) => void): void {
  const token = who.device.token;
  const mine = token === undefined ? undefined : truth.votes.get(token.slice('token-of-'.length) as PersonId);
  const lists = listsOf(state);
  const seen = new Set<CommentId>();
  const undecided = new Set(who.device.undecided.map(({ command }) => command.comment));
  for (const comment of shownComments(who.client)) {
    if (seen.has(comment.id)) violate('POST-3', `${comment.id} is shown twice`);
    seen.add(comment.id);
    const [content, tally] = [truth.content.get(comment.id), truth.tallies.get(comment.id)];
    // Kept for its text alone, until its writer decides.
    if (comment.pending && undecided.has(comment.id)) continue;
    if (!content || !tally) {
      violate('SYNC-8', `${comment.id} is shown and not in the store: ${JSON.stringify(comment.pending)}`);
      continue;
    }
    const shown = { body: comment.body, status: comment.status, editCount: comment.editCount };
    const stored = { body: content.body, status: content.status, editCount: content.editCount };
    if (!isSame(shown, stored)) violate('OUT-1', `shows ${JSON.stringify(shown)}, stored ${JSON.stringify(stored)}`);
    const vote = mine?.get(comment.id)?.value ?? 0;
    if (comment.myVote !== vote) violate('MINE-3', `shows own vote ${comment.myVote} on ${comment.id}, stored ${vote}`);
    if (comment.score !== tally.up - tally.down) {
      violate('MINE-3', `shows score ${comment.score} of ${comment.id}, stored ${tally.up - tally.down}`);
    }
  }
  const stored = (ids: readonly { readonly id: CommentId }[]) =>
    ids.filter(({ id }) => truth.content.has(id)).map(({ id }) => id);
  if (!isSame(stored(who.client.view.top.comments), lists.get(null) ?? [])) {
    violate('SAFE-5', `a follower sees ${stored(who.client.view.top.comments).join(' ')} of ${lists.get(null)?.join(' ')}`);
  }
}
