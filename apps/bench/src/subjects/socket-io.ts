/** The peers on Socket.IO: alone, or several over its Redis adapter. They store nothing. */
import { io } from 'socket.io-client';
import { type PeerName, startPeer } from '../processes/peer.ts';
import type { Services } from './services.ts';
import { at, httpOf, type PacedWriter, type Subject, wsOf } from './subject.ts';

/** Longest wait for an answer, ms: a server that is gone gives none. */
const ANSWER_MS = 60_000;

async function openPlainWriter(url: string, bytes: number): Promise<PacedWriter> {
  const socket = io(url, { transports: ['websocket'], forceNew: true, reconnection: false });
  await new Promise<void>((resolve, reject) => {
    socket.once('connect', () => resolve());
    socket.once('connect_error', reject);
  });
  return { write: () => socket.timeout(ANSWER_MS).emitWithAck('write', bytes), close: () => void socket.close() };
}

function socketIo(name: string, peer: PeerName, bytes: number, env: Readonly<Record<string, string>> = {}): Subject {
  return {
    name,
    exact: true,
    async start(instances) {
      const servers = await Promise.all(Array.from({ length: instances }, () => startPeer(peer, env)));
      return {
        servers,
        target: (index) => ({ url: wsOf(at(servers, index)), dialect: 'socket.io', auth: null, greeting: 'connected' }),
        writerTarget: () => Promise.reject(new Error('nobody votes or edits here')),
        writer: (index) => openPlainWriter(httpOf(at(servers, index)), bytes),
        stop: async () => void (await Promise.all(servers.map((server) => server.kill()))),
      };
    },
  };
}

/** `bytes`: characters of each message, so that as much is sent as Parley sent. */
export const plainSocketIo = (bytes: number): Subject => socketIo('plain Socket.IO', 'plain-socket-io', bytes);

export const adapterSocketIo = (services: Services, bytes: number): Subject =>
  socketIo('Socket.IO, redis-adapter', 'redis-adapter', bytes, { REDIS_URL: services.redis.url });
