/** A room in which I am known already. */
import type { CommentId } from '@parley/protocol';
import { content, frameOf, idOf, ME, pageOf, scripted, tally } from './scripted-room.ts';

export type Room = ReturnType<typeof scripted>;

/** A room in which I am known already, with comment 1 of somebody else and comment 2 of mine. */
export async function known(...parts: Parameters<typeof scripted>): Promise<Room> {
  const t = scripted(...parts);
  t.storage.set('parley:https://talk.example:guest', 'mine');
  await t.join(twoComments(), { me: ME });
  return t;
}
/** Comment 1 of somebody else and comment 2 of mine. */
export const twoComments = () => {
  const page = pageOf(2, [1, 2]);
  return { ...page, content: [content(1), content(2, { author: { tag: ME, name: null } })] };
};
/** A frame with my own comment as the server has it now. */
export const mineOf = (id: CommentId, rev: number, body: string) =>
  frameOf(rev - 1, rev, {
    content: [content(rev, { id, root: id, body, author: { tag: ME, name: null } })],
    tallies: [tally(rev, { id })],
  });
/** What the line was given and nobody has taken yet. */
export const sentNames = (t: Room) => t.line().sent.map((message) => message.name);
/** Keys of what waits on the device. */
export const outboxOf = (t: Room) => t.storage.keys('parley:https://talk.example:room:out:');
export const first = (t: Room) => t.client.view.top.comments[0];
export const viewOf = (t: Room, n: number) => t.client.view.top.comments.find((comment) => comment.id === idOf(n));
