/** Watches what reaches one client, for rare states and for texts that must not come any more. */
import { stateOf } from '@parley/client/inspect';
import { joinWindows } from '@parley/model';
import type { ContentPart, Epoch, Hello, Page, Result, RoomChanged, Welcome } from '@parley/protocol';
import type { Participant } from '../participant.ts';
import type { World } from '../world.ts';

export function watchEvent(world: World, client: Participant, hello: Hello | undefined, name: string, payload: unknown): void {
  if (name === 'room-changed') frame(world, client, payload as RoomChanged);
  if (name === 'welcome') welcome(world, hello, payload as Welcome);
}

export function watchAnswer(world: World, client: Participant, name: string, answer: Result<unknown>): void {
  if (!answer.ok || (name !== 'read-page' && name !== 'read-comments')) return;
  const page = answer.value as Page;
  texts(world, page.content, page);
  const held = stateOf(client.client);
  if (!held || name !== 'read-page') return;
  for (const window of page.windows) {
    const before = held.windows.get(window.parent);
    const joined = before && joinWindows(before, window);
    const known = page.content.filter((part) => part.parent === window.parent && held.content.has(part.id)).length;
    if (joined && known > 0) world.rare.reach('page-overlaps-window');
  }
}

function frame(world: World, client: Participant, change: RoomChanged): void {
  texts(world, change.content, { epoch: change.epoch, head: change.to });
  const state = stateOf(client.client);
  if (!state || !client.line?.isWelcomed) return;
  if (change.epoch !== state.epoch) world.rare.reach('other-epoch-on-client');
  else if (change.from > state.cursor) world.rare.reach('gap-on-client');
}

function welcome(world: World, hello: Hello | undefined, { start }: Welcome): void {
  if (start.kind === 'snapshot') {
    texts(world, start.page.content, start.page);
    if (hello?.resume) world.rare.reach('reset-of-client');
  } else {
    texts(world, start.frame.content, { epoch: start.frame.epoch, head: start.frame.to });
    if (hello?.resume?.epoch === start.frame.epoch) world.rare.reach('catch-up-of-client');
    else world.rare.reach('epoch-carried-over');
  }
}

/** Notes up to which head a comment's text was sent. What is under way of a history that was undone says nothing of the present one. */
function texts(world: World, content: readonly ContentPart[], { epoch, head }: { epoch: Epoch; head: number }): void {
  if (world.undoneEpochs.has(epoch)) return;
  for (const { id, body } of content) {
    if (body !== '' && (world.textSeen.get(id) ?? -1) < head) world.textSeen.set(id, head);
  }
}
