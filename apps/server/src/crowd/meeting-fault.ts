import * as z from 'zod/mini';
import type { CrowdOptions } from './options.ts';

const roomAnswer = z.object({ exists: z.boolean() });

/** Why the crowd cannot meet there, in one line; undefined when it can. A crowd makes no rooms: all it says would be refused. */
export async function meetingFault({ server, room }: CrowdOptions): Promise<string | undefined> {
  const answer = await fetch(`${server}/api/rooms/${room}`, { signal: AbortSignal.timeout(5_000) }).catch(() => undefined);
  const body = roomAnswer.safeParse(answer?.ok ? await answer.json().catch(() => undefined) : undefined);
  if (!body.success) return `No Parley answers at ${server}: run "npm start" first, or name another one by --server.`;
  return body.data.exists ? undefined : `There is no room ${room} at ${server}. Name another one by --room.`;
}
