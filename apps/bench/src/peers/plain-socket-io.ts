/** What most people would write: Socket.IO with `io.emit`, storing nothing. Answers `write` with the change's number, then tells all. */
import { createServer } from 'node:http';
import { Server } from 'socket.io';
import { emitted } from './order.ts';
import { isOrder, serve } from './serve.ts';

const http = createServer();
const io = new Server(http, { perMessageDeflate: false, serveClient: false });
let written = 0;

io.on('connection', (socket) => {
  socket.on('write', (bytes: number, answer: (mark: number) => void) => {
    written += 1;
    answer(written);
    io.emit('change', emitted(written, bytes));
  });
});
process.on('message', (order) => {
  if (isOrder(order)) io.emit('change', emitted(order.mark, order.bytes));
});
serve(http);
