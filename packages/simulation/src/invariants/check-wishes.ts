/** I14: what a person asked for is done, or the client says why not. Nothing is dropped without a word. */
import type { CommentId, VoteValue } from '@parley/protocol';
import type { Participant } from '../participant.ts';
import type { World } from '../world.ts';
import type { Truth } from './truth.ts';

export function checkWishes(world: World, truth: Truth): void {
  for (const who of world.participants) {
    checkPosts(world, truth, who);
    // With two pages of one person, which of two opposite wishes was the last is not for the client to know.
    if (world.participants.filter(({ wishes }) => wishes === who.wishes).length === 1) checkOthers(world, truth, who);
  }
}

/** Whether a command on this comment was refused for good, so that the wish is answered. */
function wasRefused(world: World, kind: string, comment: CommentId): boolean {
  for (const { command, answers } of world.history.told.values()) {
    const isIt = command.kind === kind && 'comment' in command && command.comment === comment;
    if (isIt && answers.some((answer) => !answer.ok)) return true;
  }
  return false;
}

/** Whether a restored database undid such a vote: who wants it again before that is known is told that it stands. */
function wasUndone(world: World, comment: CommentId, value: VoteValue): boolean {
  for (const { command, undone } of world.history.told.values()) {
    if (undone.length > 0 && command.kind === 'cast-vote' && command.comment === comment && command.value === value) return true;
  }
  return false;
}

const keepsText = ({ device }: Participant, comment: CommentId): boolean =>
  device.undecided.some(({ command }) => command.comment === comment);

function checkPosts(world: World, truth: Truth, who: Participant): void {
  const devices = world.participants.filter(({ wishes }) => wishes === who.wishes);
  for (const [comment, body] of who.wishes.posts) {
    if (truth.content.has(comment) || devices.some((one) => keepsText(one, comment))) continue;
    world.history.violate('OUT-3', `${who.name} wrote what is neither stored nor kept: ${body}`);
  }
}

function checkOthers(world: World, truth: Truth, who: Participant): void {
  const { wishes, device } = who;
  const votes = truth.votes.get((device.token?.slice('token-of-'.length) ?? '') as never);
  for (const [comment, value] of wishes.votes) {
    if (truth.content.get(comment)?.status !== 'visible' || wasRefused(world, 'cast-vote', comment)) continue;
    const stands = votes?.get(comment)?.value ?? 0;
    if (stands !== value && !wasUndone(world, comment, value))
      world.history.violate('OUT-6', `${who.name} wanted ${value} on ${comment}, ${stands} stands`);
  }
  for (const comment of wishes.deletes) {
    if (truth.content.get(comment)?.status === 'visible' && !wasRefused(world, 'delete-comment', comment)) {
      world.history.violate('OUT-7', `${who.name} deleted what is still visible: ${comment}`);
    }
  }
  for (const [comment, body] of wishes.edits) {
    const part = truth.content.get(comment);
    if (part?.status !== 'visible' || keepsText(who, comment) || part.body === body) continue;
    world.history.violate('OUT-3', `${who.name} wanted the text "${body}", "${part.body}" stands`);
  }
}
