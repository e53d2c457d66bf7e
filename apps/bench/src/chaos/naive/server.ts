/**
 * A naive Socket.IO server that speaks the words of our wire: it answers before anything is written, broadcasts to whoever is connected
 * at that moment, and greets who comes back as if they had missed nothing. Reads PORT and FILE. The checker must find it out.
 */
import { randomUUID } from 'node:crypto';
import { createServer } from 'node:http';
import { COMMANDS, type CommandName, type Hello } from '@parley/protocol';
import { Server } from 'socket.io';
import { personOf } from '../person-of.ts';
import { type Asked, EPOCH, NaiveRoom, SAVE_EVERY } from './room.ts';

const room = new NaiveRoom(process.env.FILE ?? '');

const http = createServer((request, response) => {
  response.setHeader('content-type', 'application/json');
  const token = `naive.${Buffer.from(JSON.stringify({ sub: randomUUID() })).toString('base64url')}.unsigned`;
  const { kept, summary } = room;
  response.end(JSON.stringify(request.url === '/api/guests' ? { token } : { ...kept, summary }));
});
const io = new Server(http, { perMessageDeflate: false, serveClient: false });

function page({ order }: Pick<Hello, 'order'>) {
  const { head, content, tallies } = room.kept;
  const open = { first: null, last: null };
  const below = Object.keys(content).map((parent) => ({ parent, order: 'oldest', ...open }));
  const windows = [{ parent: null, order, ...open }, ...below];
  const rows = { content: Object.values(content), tallies: Object.values(tallies) };
  return { epoch: EPOCH, head, summary: room.summary, windows, ...rows, mine: [] };
}

function changeOf(ids: readonly string[]) {
  const { head, content, tallies } = room.kept;
  const parts = { content: ids.map((id) => content[id]), tallies: ids.map((id) => tallies[id]) };
  return { epoch: EPOCH, from: head - 1, to: head, ...parts, summary: room.summary };
}

io.on('connection', (socket) => {
  const hello = socket.handshake.auth as Hello;
  const person = hello.token === undefined ? '' : personOf(hello.token);
  const frame = { ...changeOf([]), from: hello.resume?.rev ?? 0, to: Math.max(hello.resume?.rev ?? 0, room.kept.head) };
  const start = hello.resume ? { kind: 'catch-up', mine: [], frame } : { kind: 'snapshot', page: page(hello) };
  const me = person.slice(2) || null;
  socket.emit('welcome', { protocol: 2, me, exists: true, start, watching: 1, now: Date.now(), retryWindowMs: 500 });
  for (const name of Object.keys(COMMANDS) as CommandName[])
    socket.on(name, (payload: Asked['payload'], answer: (told: unknown) => void) => {
      const changed = room.do(person, { name, payload } as Asked);
      if (!changed) return answer({ ok: false, refusal: { code: 'not-found', class: 'gone' } });
      answer({ ok: true, value: { epoch: EPOCH, rev: room.kept.head } });
      if (room.kept.head % SAVE_EVERY === 0) room.save();
      io.emit('room-changed', changeOf(changed));
    });
  const readAll = (_: unknown, answer: (told: unknown) => void) => answer({ ok: true, value: page(hello) });
  for (const name of ['read-page', 'read-comments']) socket.on(name, readAll);
  socket.on('identify', (_: unknown, answer: (told: unknown) => void) => answer({ ok: true, value: { me, mine: [] } }));
});
http.listen(Number(process.env.PORT), '127.0.0.1', () => process.stdout.write('listening\n'));
