/** I1 to I3, I5, I6: what was acknowledged stands once, what stands was asked for, edits are a register, deleted is deleted. */
import type { CommandDone, CommentId, ContentPart, EditComment, PostComment } from '@parley/protocol';
import type { Told } from '../history.ts';
import { ROOM, type World } from '../world.ts';
import type { Truth } from './truth.ts';

interface DoneAs<Kind extends Told['command']['kind']> {
  readonly told: Told & { readonly command: Extract<Told['command'], { kind: Kind }> };
  readonly done: CommandDone;
}

export async function checkHistory(world: World, truth: Truth): Promise<void> {
  checkPosts(world, truth);
  checkDeletions(world, truth);
  for (const part of truth.content.values()) await checkTexts(world, part);
}

function doneAs<Kind extends Told['command']['kind']>(world: World, kind: Kind): DoneAs<Kind>[] {
  const found: DoneAs<Kind>[] = [];
  for (const told of world.history.told.values()) {
    const [answer] = told.answers;
    if (told.command.kind === kind && answer?.ok) found.push({ told: told as DoneAs<Kind>['told'], done: answer.value });
  }
  return found;
}

function checkPosts(world: World, truth: Truth): void {
  const violate = (rule: string, what: string) => world.history.violate(rule, what);
  for (const { told, done } of doneAs(world, 'post-comment')) {
    const { comment, body, parent } = told.command;
    const part = truth.content.get(comment);
    if (!part) violate('POST-1', `acknowledged and lost: ${body}`);
    else if (part.born !== done.rev) violate('POST-1', `born ${part.born}, acknowledged as ${done.rev}: ${body}`);
    else if (part.parent !== parent) violate('POST-1', `stands below another comment: ${body}`);
  }
  const posted = new Map<CommentId, PostComment>();
  for (const { command } of world.history.told.values())
    if (command.kind === 'post-comment') posted.set(command.comment, command);
  const bodies = new Set<string>();
  const replies = new Map<CommentId, number>();
  for (const { id, body, parent } of truth.content.values()) {
    if (parent) replies.set(parent, (replies.get(parent) ?? 0) + 1);
    if (!posted.has(id) && !world.past.has(id)) violate('POST-2', `nobody wrote ${id}: ${body}`);
    if (body === '') continue;
    if (bodies.has(body)) violate('POST-2', `stands twice: ${body}`);
    bodies.add(body);
  }
  for (const { id, replyCount } of truth.tallies.values()) {
    if (replyCount !== (replies.get(id) ?? 0)) violate('POST-6', `${id} counts ${replyCount} replies of ${replies.get(id)}`);
  }
  const visible = [...truth.content.values()].filter(({ status }) => status === 'visible').length;
  if (truth.summary.comments !== visible) violate('DEL-5', `the room counts ${truth.summary.comments} of ${visible} comments`);
}

function checkDeletions(world: World, truth: Truth): void {
  for (const { told } of doneAs(world, 'delete-comment')) {
    const part = truth.content.get(told.command.comment);
    if (part?.status === 'visible') world.history.violate('DEL-1', `acknowledged as deleted and visible: ${part.body}`);
  }
  for (const { id, status, body, contentRev } of truth.content.values()) {
    if (status === 'visible') continue;
    if (body !== '') world.history.violate('DEL-1', `${status} with a text: ${body}`);
    if ((world.textSeen.get(id) ?? -1) >= contentRev)
      world.history.violate('DEL-6', `the text of ${id} was sent after its deletion`);
  }
}

/** The texts of one comment, first to last: each was asked for, each edit that was done stands, the last done one is the last. */
async function checkTexts(world: World, part: ContentPart): Promise<void> {
  const { store, history } = world;
  const revisions = (await store.readRevisions(ROOM, part.id)) ?? [];
  if (part.status !== 'visible') {
    if (revisions.some(({ body }) => body !== null))
      history.violate('DEL-1', `a deleted comment keeps an earlier text: ${part.id}`);
    return;
  }
  const texts = [...revisions.map(({ body }) => body), part.body];
  if (texts.length !== part.editCount + 1)
    history.violate('EDIT-3', `${part.editCount} edits left ${texts.length} texts: ${part.id}`);
  const edits = [...history.told.values()].filter(
    (told): told is Told & { command: EditComment } => told.command.kind === 'edit-comment' && told.command.comment === part.id,
  );
  for (const { command, answers } of edits) {
    const [answer] = answers;
    const place = texts.indexOf(command.body);
    if (answer?.ok && place < 0) history.violate('EDIT-3', `acknowledged and lost: ${command.body}`);
    // The same text may have been sent again under a new id, after a refusal.
    const tries = edits.filter((other) => other.command.body === command.body);
    const mayStand = tries.some(({ answers: [given] }) => !given || given.ok);
    if (place > 0 && !mayStand) history.violate('REF-2', `refused and done: ${command.body}`);
    const isFresh = tries.some((other) => other.command.editCount + 1 === place);
    if (place > 0 && !isFresh) history.violate('EDIT-2', `a stale edit was done: ${command.body}`);
  }
  const asked = new Set(edits.map(({ command }) => command.body));
  for (const text of texts.slice(1)) if (text === null || !asked.has(text)) history.violate('EDIT-1', `nobody wrote: ${text}`);
}
