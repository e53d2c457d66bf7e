/** The floor: `ws` writing one prepared frame to each socket, storing nothing, knowing nothing. */
import { createServer } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { WebSocketServer } from 'ws';
import { type PeerOrder, payload } from './order.ts';

const http = createServer();
const server = new WebSocketServer({ server: http, perMessageDeflate: false });

/** A text frame of RFC 6455 §5.2 without mask, FIN set. */
function frame(text: string): Buffer {
  const body = Buffer.from(text);
  if (body.length < 126) return Buffer.concat([Buffer.from([0x81, body.length]), body]);
  return Buffer.concat([Buffer.from([0x81, 126, body.length >> 8, body.length & 0xff]), body]);
}

process.on('message', (order: PeerOrder) => {
  const prepared = frame(payload(order.mark, order.bytes));
  for (const client of server.clients) (client as unknown as { _socket: Socket })._socket.write(prepared);
});
process.on('disconnect', () => process.exit(0));
http.listen(0, '127.0.0.1', () => process.send?.({ kind: 'ready', port: (http.address() as AddressInfo).port }));
