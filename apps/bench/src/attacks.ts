/** What somebody hostile sends, each until the server cuts the line. */
import type { WebSocket } from 'ws';

export type AttackName = 'malformed packets' | 'broken commands' | 'oversize messages' | 'ping floods' | 'packet floods';

interface Attack {
  readonly name: AttackName;
  /** One round; they follow each other every `ROUND_MS`. */
  round(socket: WebSocket): void;
}

/** Between two rounds, ms. */
export const ROUND_MS = 10;
/** Of a flood in one round: 50,000 a second from each line. */
const FLOOD = 500;
/** Above what both servers take in one message: Socket.IO's default is 1 MB. */
const OVERSIZE = 'x'.repeat(2_000_000);
const times = (count: number, act: () => void): void => {
  for (let n = 0; n < count; n++) act();
};

export const ATTACKS: readonly Attack[] = [
  // No type of Engine.IO's or of Socket.IO's, JSON that ends early, an attachment that never comes.
  {
    name: 'malformed packets',
    round: (socket) => ['zzz', '4zzz', '42["a"', '459-["a"]'].forEach((text) => void socket.send(text)),
  },
  { name: 'broken commands', round: (socket) => socket.send(`421["post-comment",{"body":${'['.repeat(50)}${']'.repeat(50)}}]`) },
  { name: 'oversize messages', round: (socket) => socket.send(OVERSIZE) },
  { name: 'ping floods', round: (socket) => times(FLOOD, () => socket.ping()) },
  { name: 'packet floods', round: (socket) => times(FLOOD, () => socket.send('42["nothing",{}]')) },
];
