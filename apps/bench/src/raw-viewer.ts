/**
 * A client as cheap as can be: speaks just enough Engine.IO 4 and Socket.IO 5 (or bare text frames) to receive, and to send with an
 * answer, so that thousands fit beside the server they measure. Forms: socket.io documentation, "Engine.IO protocol" and "Socket.IO
 * protocol".
 */
import { WebSocket } from 'ws';

export type Dialect = 'socket.io' | 'bare';

/** Where a viewer goes, and what it says first. `greeting`: what shows that the server has taken it in. */
export interface ViewerTarget {
  readonly url: string;
  readonly dialect: Dialect;
  readonly auth: unknown;
  readonly greeting: 'connected' | 'first-event';
}

export interface ViewerHooks {
  /** `begin`: the first characters of an event (all of a welcome), without the packet's two digits. */
  event(begin: string, data: Buffer): void;
  /** The answer to a packet that was sent with this number. */
  answer?(number: number, json: string): void;
  closed?(): void;
}

export interface RawViewer {
  readonly socket: WebSocket;
  /** Sends an event; with a number, its answer is asked for. */
  emit(name: string, payload: unknown, number?: number): void;
  close(): void;
}

const ENGINE_OPEN = '0';
const ENGINE_PING = '2';
const ENGINE_PONG = '3';
const CONNECT = '40';
const EVENT = '42';
const ANSWER = '43';
const WELCOME = '42["welcome"';

/** What of an event is looked at: every mark stands further in front. */
const BEGIN_CHARS = 256;
/** Time for a handshake, ms: the default of Socket.IO's client. */
const HANDSHAKE_MS = 20_000;

/** Opens a viewer. Resolves when the server has greeted; rejects when the line ends before. */
export function openViewer(target: ViewerTarget, hooks: ViewerHooks): Promise<RawViewer> {
  const { url, dialect, auth, greeting } = target;
  const address = dialect === 'bare' ? url : `${url}/socket.io/?EIO=4&transport=websocket`;
  const socket = new WebSocket(address, { perMessageDeflate: false, handshakeTimeout: HANDSHAKE_MS });
  const viewer: RawViewer = {
    socket,
    emit: (name, payload, number = undefined) => socket.send(`${EVENT}${number ?? ''}${JSON.stringify([name, payload])}`),
    close: () => socket.terminate(),
  };
  return new Promise((resolve, reject) => {
    let greeted = false;
    const greet = (): void => {
      greeted = true;
      resolve(viewer);
    };
    socket.once('error', reject);
    socket.once('close', () => {
      reject(new Error('closed before greeting'));
      if (greeted) hooks.closed?.();
    });
    if (dialect === 'bare') socket.once('open', greet);
    socket.on('message', (data: Buffer) => {
      const begin = data.toString('latin1', 0, BEGIN_CHARS);
      if (dialect === 'bare') return hooks.event(begin, data);
      if (begin.startsWith(EVENT)) {
        hooks.event(begin.startsWith(WELCOME) ? data.toString('latin1', 2) : begin.slice(2), data);
        if (!greeted && greeting === 'first-event') greet();
      } else if (begin.startsWith(ANSWER)) {
        const text = data.toString('utf8');
        const from = text.indexOf('[');
        hooks.answer?.(Number(text.slice(2, from)), text.slice(from));
      } else if (begin === ENGINE_PING) socket.send(ENGINE_PONG);
      else if (begin.startsWith(CONNECT)) {
        if (greeting === 'connected') greet();
      } else if (begin.startsWith(ENGINE_OPEN)) socket.send(CONNECT + (auth ? JSON.stringify(auth) : ''));
    });
  });
}
