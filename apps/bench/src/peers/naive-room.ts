/**
 * A discussion as a first version is often written: each comment is an insert of its own (none, SQLite or Postgres by STORE_URL: empty,
 * `file:…`, `postgres:…`), each vote a change of a counter in memory, each change sent to everybody at once. It takes the commands that
 * Parley takes and answers in the same form, without asking who may do what.
 */
import { createServer } from 'node:http';
import { Server } from 'socket.io';
import { openNaiveStore } from './naive-store.ts';
import { serve } from './serve.ts';

interface Change {
  readonly comment: string;
  readonly body?: string;
  readonly value?: number;
}
type Answer = (told: unknown) => void;
const { keep } = await openNaiveStore(process.env.STORE_URL ?? '');
const http = createServer();
const io = new Server(http, { perMessageDeflate: false, serveClient: false });
const votes = new Map<string, Map<string, number>>();
let rev = 0;

function done(answer: Answer, name: string, change: object): void {
  rev += 1;
  answer({ ok: true, value: { rev } });
  io.emit(name, `#${rev};`, change);
}

io.on('connection', (socket) => {
  const written = async ({ comment, body = '' }: Change, answer: Answer): Promise<void> => {
    await keep(comment, body);
    done(answer, 'comment', { comment, body, at: Date.now() });
  };
  socket.on('post-comment', (change: Change, answer: Answer) => void written(change, answer));
  socket.on('edit-comment', ({ comment, body }: Change, answer: Answer) => done(answer, 'edit', { comment, body }));
  socket.on('cast-vote', ({ comment, value = 0 }: Change, answer: Answer) => {
    const cast = votes.get(comment) ?? new Map<string, number>();
    votes.set(comment, cast.set(socket.id, value));
    const values = [...cast.values()];
    const up = values.filter((one) => one > 0).length;
    done(answer, 'vote', { comment, up, down: values.filter((one) => one < 0).length });
  });
});
serve(http);
