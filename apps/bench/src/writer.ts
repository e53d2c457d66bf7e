/** Writes into a room as a person's page does: a guest's token, a hello, commands with their answers. */
import { randomUUID } from 'node:crypto';
import {
  type Answer,
  type CommandDone,
  type CommandName,
  type CommandPayloads,
  type CommentId,
  type Hello,
  PROTOCOL_CURRENT,
  type RoomSlug,
} from '@parley/protocol';
import { io, type Socket } from 'socket.io-client';

export interface Writer {
  post(body: string): Promise<{ comment: CommentId; rev: number }>;
  vote(comment: CommentId, value: -1 | 0 | 1): Promise<number>;
  close(): void;
}

/** The hello of a bench's viewer or writer. */
export function helloTo(room: string, token?: string): Hello {
  return { protocol: PROTOCOL_CURRENT, room: room as RoomSlug, order: 'newest', ...(token ? { token } : {}) };
}

export async function openWriter(url: string, room: string): Promise<Writer> {
  const answer = await fetch(`${url}/api/guests`, { method: 'POST' });
  if (!answer.ok) throw new Error(`no guest token: ${answer.status} ${await answer.text()}`);
  const { token } = (await answer.json()) as { token: string };
  const socket: Socket = io(url, { transports: ['websocket'], auth: helloTo(room, token), forceNew: true, reconnection: false });
  await new Promise<void>((resolve, reject) => {
    socket.once('welcome', () => resolve());
    socket.once('connection-closing', (why: unknown) => reject(new Error(`refused: ${JSON.stringify(why)}`)));
    socket.once('connect_error', reject);
  });
  const send = async <Name extends CommandName>(name: Name, payload: Omit<CommandPayloads[Name], 'command'>): Promise<number> => {
    const told = (await socket.emitWithAck(name, { command: randomUUID(), ...payload })) as Answer<CommandDone>;
    if (!told.ok) throw new Error(`${name} refused: ${JSON.stringify(told.refusal)}`);
    return told.value.rev;
  };
  return {
    post: async (body) => {
      const comment = randomUUID() as CommentId;
      return { comment, rev: await send('post-comment', { comment, parent: null, body, name: null }) };
    },
    vote: (comment, value) => send('cast-vote', { comment, value }),
    close: () => socket.close(),
  };
}
