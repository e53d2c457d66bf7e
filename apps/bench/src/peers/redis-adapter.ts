/**
 * Socket.IO over several processes as its documentation has it: @socket.io/redis-adapter on two ioredis connections with their
 * defaults. Reads REDIS_URL. Answers `write` with the change's number, then tells all, wherever they are connected.
 */
import { createServer } from 'node:http';
import { createAdapter } from '@socket.io/redis-adapter';
import { Redis } from 'ioredis';
import { Server } from 'socket.io';
import { emitted } from './order.ts';
import { serve } from './serve.ts';

const publisher = new Redis(process.env.REDIS_URL ?? '');
const subscriber = publisher.duplicate();
// A Redis that is away is part of a row: without a listener each failed try would be printed.
for (const line of [publisher, subscriber]) line.on('error', () => undefined);
await Promise.all([publisher, subscriber].map((line) => line.ping()));

const http = createServer();
const io = new Server(http, { perMessageDeflate: false, serveClient: false, adapter: createAdapter(publisher, subscriber) });
let written = 0;

io.on('connection', (socket) => {
  socket.on('write', (bytes: number, answer: (mark: number) => void) => {
    written += 1;
    answer(written);
    io.emit('change', emitted(written, bytes));
  });
});
serve(http);
