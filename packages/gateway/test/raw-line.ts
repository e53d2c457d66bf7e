/** A WebSocket that says what no client of ours would. */
import { randomUUID } from 'node:crypto';
import { connect, type Socket } from 'node:net';
import { WebSocket } from 'ws';

export const HELLO = { protocol: 1, room: 'lounge', order: 'newest' };

export interface RawLine {
  readonly ws: WebSocket;
  readonly received: string[];
  /** The close code, once it is closed by whichever side. */
  readonly closed: Promise<number>;
  send(text: string | Buffer): void;
  /** Bytes below the WebSocket layer. */
  bytes(bytes: Buffer): void;
  /** The first message that begins so. */
  message(begin: string): Promise<string>;
  /** Sends an EVENT packet with an id, as raw JSON after the brackets are closed, and gives what its ack holds. */
  ask(json: string): Promise<{ ok: boolean; refusal?: { code: string; field?: string } }>;
  end(): void;
}

export async function rawLine(port: number, headers: Record<string, string> = {}): Promise<RawLine> {
  const ws = new WebSocket(`ws://127.0.0.1:${port}/socket.io/?EIO=4&transport=websocket`, { headers });
  const received: string[] = [];
  const waiting = new Set<() => void>();
  const closed = new Promise<number>((resolve) => ws.on('close', resolve));
  ws.on('error', () => undefined);
  ws.on('message', (data) => {
    const text = String(data);
    received.push(text);
    if (text === '2') ws.send('3');
    for (const look of [...waiting]) look();
  });
  let ids = 0;
  const line: RawLine = {
    ws,
    received,
    closed,
    send: (text) => ws.send(text),
    bytes: (bytes) => void (ws as unknown as { _socket: Socket })._socket.write(bytes),
    message: (begin) =>
      new Promise((resolve, reject) => {
        const look = () => {
          const found = received.find((text) => text.startsWith(begin));
          if (found === undefined) return;
          waiting.delete(look);
          resolve(found);
        };
        waiting.add(look);
        closed.then((code) => reject(new Error(`closed with ${code} before ${begin} came: ${received.join(' ')}`)));
        look();
      }),
    async ask(json) {
      ids += 1;
      const id = ids;
      ws.send(`42${id}${json}`);
      const text = await line.message(`43${id}[`);
      return JSON.parse(text.slice(`43${id}`.length))[0];
    },
    end: () => ws.terminate(),
  };
  await new Promise<void>((resolve, reject) => {
    ws.once('open', resolve);
    ws.once('error', reject);
  });
  await line.message('0{');
  return line;
}

/** A line that has been greeted. */
export async function joinedLine(port: number, token?: string): Promise<RawLine> {
  const line = await rawLine(port);
  line.send(`40${JSON.stringify({ ...HELLO, ...(token && { token }) })}`);
  await line.message('42["welcome"');
  return line;
}

export const uuid = (): string => randomUUID();

/** Sends raw bytes as a request and gives all that comes back until the server closes or has said `HTTP/1.1` and a whole head. */
export function rawRequest(port: number, request: string | Buffer): Promise<string> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1', () => socket.write(request));
    let text = '';
    socket.on('data', (data) => {
      text += data.toString('latin1');
      if (text.includes('\r\n\r\n')) {
        resolve(text);
        socket.destroy();
      }
    });
    socket.on('error', () => resolve(text));
    socket.on('close', () => resolve(text));
  });
}
