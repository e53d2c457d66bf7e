/** What most people would write: Socket.IO with `io.emit`, storing nothing. Answers `write` at once, for the ack row. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Server } from 'socket.io';
import { type PeerOrder, payload } from './order.ts';

const http = createServer();
const io = new Server(http, { perMessageDeflate: false, serveClient: false });
let written = 0;

io.on('connection', (socket) => {
  socket.on('write', (bytes: number, answer: () => void) => {
    answer();
    written += 1;
    io.emit('change', payload(written, bytes));
  });
});
process.on('message', (order: PeerOrder) => {
  io.emit('change', payload(order.mark, order.bytes));
});
process.on('disconnect', () => process.exit(0));
http.listen(0, '127.0.0.1', () => process.send?.({ kind: 'ready', port: (http.address() as AddressInfo).port }));
