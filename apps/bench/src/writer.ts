/** Writes into a room as a person's page does: a guest's token, a hello, commands with their answers. */
import { setTimeout as wait } from 'node:timers/promises';
import type { Answer, CommandDone, CommandName, CommandPayloads, CommentId } from '@parley/protocol';
import { io, type Socket } from 'socket.io-client';
import { Acknowledger } from './acknowledger.ts';
import { newId } from './ids.ts';
import { helloTo, newToken, PUBLIC_URL } from './room.ts';

/** Longest wait for an answer, ms: a server that is gone gives none. */
const ANSWER_MS = 60_000;

export interface Writer {
  post(body: string): Promise<{ comment: CommentId; rev: number }>;
  vote(comment: CommentId, value: -1 | 0 | 1): Promise<number>;
  close(): void;
}

export async function openWriter(url: string, room: string): Promise<Writer> {
  const socket: Socket = io(url, {
    transports: ['websocket'],
    auth: helloTo(room, await newToken(url)),
    extraHeaders: { origin: PUBLIC_URL },
    forceNew: true,
    reconnection: false,
  });
  const acknowledger = new Acknowledger((position) => socket.emit('acknowledge-head', position));
  socket.onAny((name: string, payload: unknown) => acknowledger.heard(name, payload));
  socket.once('disconnect', () => acknowledger.close());
  await new Promise<void>((resolve, reject) => {
    socket.once('welcome', () => resolve());
    socket.once('connection-closing', (why: unknown) => reject(new Error(`refused: ${JSON.stringify(why)}`)));
    socket.once('connect_error', reject);
  });
  const send = async <Name extends CommandName>(name: Name, payload: Omit<CommandPayloads[Name], 'command'>): Promise<number> => {
    const command = { command: newId(), ...payload };
    for (;;) {
      const told = (await socket.timeout(ANSWER_MS).emitWithAck(name, command)) as Answer<CommandDone>;
      if (told.ok) return told.value.rev;
      // Asked to wait, it does as a page does; the wait is part of what is measured.
      if (told.refusal.class !== 'slow-down') throw new Error(`${name} refused: ${JSON.stringify(told.refusal)}`);
      await wait(told.refusal.retryAfterMs ?? 0);
    }
  };
  return {
    post: async (body) => {
      const comment = newId() as CommentId;
      return { comment, rev: await send('post-comment', { comment, parent: null, body, name: null }) };
    },
    vote: (comment, value) => send('cast-vote', { comment, value }),
    close: () => socket.close(),
  };
}
