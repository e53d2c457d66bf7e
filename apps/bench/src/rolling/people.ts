/** People of a rolling restart: the project's own client, with nothing that knows of restarts. */
import { type CommentView, nodeRoomClient, type RoomClient } from '@parley/client';
import type { CommentId } from '@parley/protocol';
import type { Histogram } from '../histogram.ts';

export interface Person {
  readonly client: RoomClient;
  /** Resolves as soon as the view fits; rejects with what the question throws. */
  until(fits: () => boolean): Promise<void>;
}

/** Resolves when the room is live. */
export async function openPerson(server: string, room: string): Promise<Person> {
  const client = nodeRoomClient({ server, room, pace: 'follow' });
  const person: Person = {
    client,
    until: (fits) =>
      new Promise((resolve, reject) => {
        const look = () => {
          try {
            if (!fits()) return;
            resolve();
          } catch (error) {
            reject(error);
          }
          stop();
        };
        const stop = client.subscribe(look);
        // After this turn, since `stop` is not there before.
        queueMicrotask(look);
      }),
  };
  client.connect();
  await person.until(() => client.view.status === 'live');
  return person;
}

const find = (client: RoomClient, id: CommentId): CommentView | undefined =>
  [...client.view.top.comments, ...client.view.mineElsewhere].find((comment) => comment.id === id);

/** Posts until told to stop, each comment after the answer to the one before, and votes for what others wrote. */
export async function write(
  { client, until }: Person,
  name: string,
  acknowledged: (body: string) => void,
  goesOn: () => boolean,
) {
  for (let n = 0; goesOn(); n += 1) {
    const body = `${name} says ${n}`;
    const posted = client.postComment(null, body);
    if (!posted.ok) throw new Error(`${body} was refused: ${JSON.stringify(posted.refusal)}`);
    await until(() => {
      const comment = find(client, posted.value);
      if (comment?.pending?.kind === 'refused')
        throw new Error(`${body} was refused: ${JSON.stringify(comment.pending.refusal)}`);
      return comment !== undefined && comment.pending === undefined;
    });
    acknowledged(body);
    const other = client.view.top.comments.find(({ own, myVote }) => !own && myVote === 0);
    if (other) client.castVote(other.id, 1);
  }
}

/**
 * Takes down how late each comment reaches a person, ms from its commit: `createdAt` is set in the commit by the same machine's clock.
 * What was there before is not counted.
 */
export function watchLateness({ client }: Person, lateness: Histogram): () => void {
  const seen = new Set(client.view.top.comments.map(({ id }) => id));
  return client.subscribe(() => {
    const now = Date.now();
    for (const { id, createdAt } of client.view.top.comments) {
      if (seen.has(id)) continue;
      seen.add(id);
      lateness.add(now - createdAt);
    }
  });
}

/** What a person sees of the room, to be compared: texts and scores by id. */
export const shown = ({ client }: Person): readonly string[] =>
  client.view.top.comments.map(({ id, body, up, down }) => `${id} ${body} +${up} -${down}`).sort();
