/** Socket.IO around the engine: what is accepted from the network, and under which bounds. */
import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { type Clock, type Engine, type Log, quietLog } from '@parley/engine';
import { MESSAGE_MAX_BYTES, refuse } from '@parley/protocol';
import { Server as EngineServer } from 'engine.io';
import type { RequestHandler } from 'express';
import { Server, type Socket } from 'socket.io';
import { AddressConnections, CONNECTIONS_PER_ADDRESS, CONNECTIONS_RETRY_MS } from './address-connections.ts';
import type { OriginRule, OriginVerdict } from './origin.ts';
import { guardPackets } from './packet-guard.ts';
import { SocketConnection } from './socket-connection.ts';
import { SocketSession } from './socket-session.ts';

export const SOCKET_PATH = '/socket.io/';
/** Time from opening a line to the hello, and from the first probe to the finished upgrade, ms. */
const HELLO_TIMEOUT_MS = 10_000;
/** Time for lines that were told to close, ms: who polls hears of it with the next request. */
const CLOSE_WAIT_MS = 1_000;
/** Smallest polling answer worth compressing, bytes. */
const COMPRESS_FROM_BYTES = 1_024;
/** Own heap for a compressor: 2^13 bytes of window; polling is the fallback and its answers are small. */
const COMPRESS_WINDOW_BITS = 13;

export interface SocketGatewayParts {
  readonly engine: Engine;
  readonly origins: OriginRule;
  readonly addressOf: (request: IncomingMessage) => string;
  readonly clock: Clock;
  readonly log: Log;
  /** Connections that one address may hold at a time. */
  readonly connectionsPerAddress?: number | undefined;
}

export interface SocketGateway {
  /** Polling requests under the socket path. */
  readonly handler: RequestHandler;
  /** Takes over a WebSocket upgrade; false when the request is for another path. */
  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): boolean;
  /** Waits a moment for lines that are closing, then drops what is left. */
  close(): Promise<void>;
}

/** What is known of a line from its first request, which is not kept: it would cost more memory than the rest of the line. */
interface Peer {
  readonly address: string;
  readonly mayMakeRooms: boolean;
  taken: boolean;
}
/** Stands in place of each handshake once it was read. */
const FORGOTTEN = Object.freeze({ headers: {}, query: {}, auth: {} });

/** Binds Socket.IO to the engine. Nothing listens by itself: requests and upgrades are handed in. */
export function socketGateway(parts: SocketGatewayParts): SocketGateway {
  const { engine, origins, addressOf, clock, log, connectionsPerAddress = CONNECTIONS_PER_ADDRESS } = parts;
  const faults = quietLog(log, clock);
  // An upgrade passes three doors (here, Engine.IO's, the open line): it is judged once, and told of once where it is foreign.
  const verdicts = new WeakMap<IncomingMessage, OriginVerdict>();
  const judge = (request: IncomingMessage): OriginVerdict => {
    const verdict = verdicts.get(request) ?? origins.judge(request.headers.origin);
    verdicts.set(request, verdict);
    return verdict;
  };
  const allowed = (request: IncomingMessage) => judge(request) !== 'foreign';
  const options = {
    transports: ['websocket' as const, 'polling' as const],
    maxHttpBufferSize: MESSAGE_MAX_BYTES,
    perMessageDeflate: false,
    httpCompression: { threshold: COMPRESS_FROM_BYTES, windowBits: COMPRESS_WINDOW_BITS },
    upgradeTimeout: HELLO_TIMEOUT_MS,
    allowRequest: (request: IncomingMessage, decide: (message: string | null, ok: boolean) => void) => {
      const isAllowed = allowed(request);
      decide(isAllowed ? null : 'origin-not-allowed', isAllowed);
    },
  };
  const lines = new EngineServer(options);
  const io = new Server({ ...options, connectTimeout: HELLO_TIMEOUT_MS, serveClient: false });
  const peers = new Map<Socket['conn'], Peer>();
  const held = new AddressConnections(connectionsPerAddress);

  lines.on('connection', (line: Socket['conn']) => {
    const { request } = line;
    const verdict = judge(request);
    const address = addressOf(request);
    peers.set(line, { address, mayMakeRooms: verdict === 'own' || verdict === 'listed', taken: false });
    line.once('close', () => peers.delete(line));
    (line as { request: unknown }).request = null;
    guardPackets(line, clock, () => log.warn('flood-cut', { address }));
  });
  io.bind(lines);
  // Socket.IO keeps a set of rooms per socket, of which each joins its own. The engine has its own rooms: half a KiB saved.
  Object.assign(io.of('/').adapter, { addAll() {}, delAll() {} });

  io.on('connection', (socket) => {
    const peer = peers.get(socket.conn);
    // One line, one session: a second CONNECT on the same line is nobody's client.
    if (!peer || peer.taken) {
      socket.disconnect(true);
      return;
    }
    peer.taken = true;
    const connection = new SocketConnection(socket, peer.address, peer.mayMakeRooms);
    if (held.take(peer.address)) {
      // First: a hello that is refused ends the socket before `open` returns.
      socket.once('disconnect', () => held.release(peer.address));
      new SocketSession(engine, connection, faults).open(socket);
    } else {
      if (held.isFirstRefusal(peer.address)) log.warn('connections-capped', { address: peer.address });
      connection.close(refuse('too-many-connections', { retryAfterMs: CONNECTIONS_RETRY_MS }), CONNECTIONS_RETRY_MS);
    }
    (socket as { handshake: unknown }).handshake = FORGOTTEN;
  });

  return {
    handler: (request, response) => lines.handleRequest(request as never, response as never),
    upgrade(request, socket, head) {
      if (!request.url?.startsWith(SOCKET_PATH)) return false;
      if (allowed(request)) lines.handleUpgrade(request as never, socket, head);
      else refuseUpgrade(socket);
      return true;
    },
    async close() {
      const left = [...peers.keys()].map((line) => new Promise<void>((gone) => line.once('close', () => gone())));
      const late = new Promise<void>((resolve) => clock.after(CLOSE_WAIT_MS, resolve));
      await Promise.race([Promise.all(left), late]);
      await io.close();
    },
  };
}

/** 403 on the upgrade itself: Engine.IO would say 400 here. */
function refuseUpgrade(socket: Duplex): void {
  socket.on('error', () => undefined);
  socket.end('HTTP/1.1 403 Forbidden\r\nConnection: close\r\nContent-Length: 0\r\n\r\n');
}
