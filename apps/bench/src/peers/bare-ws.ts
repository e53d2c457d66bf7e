/** The floor: `ws` writing one prepared frame to each socket, storing nothing, knowing nothing. */
import { createServer } from 'node:http';
import type { Socket } from 'node:net';
import { WebSocketServer } from 'ws';
import { payload } from './order.ts';
import { isOrder, serve } from './serve.ts';

const http = createServer();
const server = new WebSocketServer({ server: http, perMessageDeflate: false });

/** A text frame of RFC 6455 §5.2 without mask, FIN set. */
function frame(text: string): Buffer {
  const body = Buffer.from(text);
  if (body.length < 126) return Buffer.concat([Buffer.from([0x81, body.length]), body]);
  return Buffer.concat([Buffer.from([0x81, 126, body.length >> 8, body.length & 0xff]), body]);
}

process.on('message', (order) => {
  if (!isOrder(order)) return;
  const prepared = frame(payload(order.mark, order.bytes));
  for (const client of server.clients) (client as unknown as { _socket: Socket })._socket.write(prepared);
});
serve(http);
