/**
 * A viewer as cheap as can be: speaks just enough Engine.IO 4 and Socket.IO 5 (or bare text frames) to receive, so that a thousand
 * of them fit beside the server they measure. Forms: socket.io documentation, "Engine.IO protocol" and "Socket.IO protocol".
 */
import { WebSocket } from 'ws';

export type Dialect = 'socket.io' | 'bare';

export interface RawViewer {
  readonly socket: WebSocket;
  close(): void;
}

const ENGINE_OPEN = '0';
const ENGINE_PING = '2';
const ENGINE_PONG = '3';
const CONNECT = '40';
const EVENT = '42';

/**
 * Opens a viewer. `onEvent` gets the text of each event (without the packet's two digits). Resolves when the server has greeted:
 * with Socket.IO once the first event or the connect answer is there, bare at once.
 */
export function openViewer(
  url: string,
  dialect: Dialect,
  auth: unknown,
  greeting: 'connected' | 'first-event',
  onEvent: (text: string) => void,
): Promise<RawViewer> {
  const address = dialect === 'bare' ? url : `${url}/socket.io/?EIO=4&transport=websocket`;
  const socket = new WebSocket(address, { perMessageDeflate: false });
  const viewer: RawViewer = { socket, close: () => socket.terminate() };
  return new Promise((resolve, reject) => {
    socket.once('error', reject);
    socket.once('close', () => reject(new Error('closed before greeting')));
    if (dialect === 'bare') socket.once('open', () => resolve(viewer));
    socket.on('message', (data: Buffer) => {
      const text = data.toString('latin1');
      if (dialect === 'bare') return onEvent(text);
      if (text.startsWith(EVENT)) {
        onEvent(text.slice(2));
        if (greeting === 'first-event') resolve(viewer);
      } else if (text.startsWith(ENGINE_OPEN)) socket.send(CONNECT + (auth ? JSON.stringify(auth) : ''));
      else if (text === ENGINE_PING) socket.send(ENGINE_PONG);
      else if (text.startsWith(CONNECT) && greeting === 'connected') resolve(viewer);
    });
  });
}
