/** Parley inside anyone's Express app: a router to mount, and a server to attach the sockets to. */
import type { Server as HttpServer } from 'node:http';
import type { Authenticator, Bus, Clock, Engine, Limiter, Log, Metrics, PresenceStore, Random, RoomStore } from '@parley/engine';
import { createEngine, quietLog } from '@parley/engine';
import express, { type RequestHandler, type Router } from 'express';
import { addressReader, TRUST_NO_PROXY, type TrustProxy } from './addresses.ts';
import { guestAuthenticator } from './authenticator.ts';
import { eventEncoder } from './encoder.ts';
import { notNow } from './http/answers.ts';
import { cors } from './http/cors.ts';
import { failures } from './http/failures.ts';
import { newGuest } from './http/guests.ts';
import { alive, ready } from './http/health.ts';
import { askOrigin } from './http/origin.ts';
import { indexPage, notFoundPage, roomPage } from './http/page.ts';
import { pageRate } from './http/page-rate.ts';
import type { PageRenderer } from './http/page-renderer.ts';
import { listRooms, readRoom } from './http/rooms.ts';
import { securityHeaders } from './http/security-headers.ts';
import { originRule } from './origin.ts';
import { type Readiness, readinessOf } from './readiness.ts';
import { tellingRule } from './refused-origins.ts';
import { noLog, noMetrics } from './silent.ts';
import { SOCKET_PATH, socketGateway } from './socket-gateway.ts';
import { systemClock, systemRandom } from './system-clock.ts';

/** What a server is made of: three ports and a secret at the least. */
export interface ParleyServerOptions {
  readonly store: RoomStore;
  readonly bus: Bus;
  readonly presence: PresenceStore;
  readonly limiter: Limiter;
  /** Signs guest tokens; several for rotation, the first signs. At least 32 random bytes each. */
  readonly secret: string | readonly string[];
  /** Where people reach this server, without a path. Its origin may always connect. */
  readonly publicUrl: string;
  /** Other origins whose pages may embed discussions, exactly as browsers send them. */
  readonly origins?: readonly string[];
  readonly trustProxy?: TrustProxy;
  /** Makes pages under `/` and `/rooms/`; without it there are none. */
  readonly renderer?: PageRenderer | undefined;
  /** Loosens the styles of pages for a development server that puts them in by script. Never for people. */
  readonly development?: boolean;
  /** In place of guest tokens. */
  readonly authenticator?: Authenticator;
  /** Whether what the instances share besides the store takes commands; always, unless given. */
  readonly isBusReady?: () => boolean;
  /** Bytes that may wait for all connections together; see `EngineParts`. */
  readonly queuedBytesMax?: number | undefined;
  /** Connections that one address (IPv6: one /64) may hold at a time; loopback is not bounded. 1,000 unless given. */
  readonly connectionsPerAddress?: number | undefined;
  readonly clock?: Clock;
  readonly random?: Random;
  readonly log?: Log;
  readonly metrics?: Metrics;
}

/** A server that is not listening yet: mount the router, attach the sockets. */
export interface ParleyServer {
  /** To mount at the root of an app, before anything that reads request bodies. */
  readonly router: Router;
  /** Answers whatever nothing else answered, with the 404 page. */
  readonly notFound: RequestHandler;
  readonly engine: Engine;
  /** What `/readyz` says. */
  readiness(): Promise<Readiness>;
  /** From now on `/readyz` says `draining`, so that a proxy sends nobody new; all else goes on until `drain`. */
  retire(): void;
  /** Takes WebSocket upgrades of a server and sets its time limits. */
  attach(server: HttpServer): void;
  /**
   * Finishes what runs, tells every client to move inside the window (ms, at most 5 s, 0: at once), waits for them and closes the
   * ports it was given. Takes at most 10 s. Whoever owns the listening server closes it before, so that nobody new comes.
   */
  drain(windowMs?: number): Promise<void>;
}

/** Time for a request's headers, ms: a slow peer may not hold a line for nothing. */
const HEADERS_TIMEOUT_MS = 10_000;
/** Time for a whole request, ms. */
const REQUEST_TIMEOUT_MS = 30_000;
/** Inside which clients of a stopping server move, ms: spread, since another instance takes them all. */
const DRAIN_WINDOW_MS = 4_000;

/** Makes a server on the ports given, which it closes in `drain`. Rejects when the store does not answer or `publicUrl` is no address. */
export async function createParleyServer(options: ParleyServerOptions): Promise<ParleyServer> {
  const { store, bus, presence, limiter, renderer, clock = systemClock, random = systemRandom } = options;
  const { log = noLog, metrics = noMetrics } = options;
  const publicUrl = new URL(options.publicUrl).origin;
  const secrets = typeof options.secret === 'string' ? [options.secret] : options.secret;
  const authenticator = options.authenticator ?? guestAuthenticator({ secrets, tagKey: await store.tagKey() });
  const origins = tellingRule(originRule(publicUrl, options.origins ?? []), log);
  const addressOf = addressReader(options.trustProxy ?? TRUST_NO_PROXY);
  const engine = createEngine({
    store,
    bus,
    presence,
    limiter,
    authenticator,
    encoder: eventEncoder,
    clock,
    random,
    log,
    metrics,
    queuedBytesMax: options.queuedBytesMax,
  });
  let isRetired = false;
  const readiness = readinessOf({
    engine,
    store,
    clock,
    isBusReady: options.isBusReady ?? (() => true),
    isRetired: () => isRetired,
  });
  const sockets = socketGateway({
    engine,
    origins,
    addressOf,
    clock,
    log,
    connectionsPerAddress: options.connectionsPerAddress,
  });

  const router = express.Router();
  router.use(securityHeaders(publicUrl, options.development ?? false));
  router.use(SOCKET_PATH, cors(origins), sockets.handler);
  router.post('/api/origin', askOrigin(origins));
  router.use('/api', cors(origins));
  router.get('/healthz', alive);
  router.get('/readyz', ready(readiness));
  router.post('/api/guests', newGuest({ authenticator, limiter, origins, addressOf }));
  const faults = quietLog(log, clock);
  const sayNotNow = notNow(renderer, faults);
  const perAddress = pageRate({ limiter, addressOf, sayNotNow });
  router.get('/api/rooms', perAddress, listRooms(engine));
  router.get('/api/rooms/:slug', perAddress, readRoom(engine));
  const notFound: RequestHandler = renderer
    ? notFoundPage({ renderer, publicUrl, log: faults })
    : (_request, response) => void response.status(404).type('text').send('Not found\n');
  if (renderer) {
    const parts = { engine, renderer, publicUrl, clock, log: faults };
    router.get('/', perAddress, indexPage(parts));
    router.get('/rooms/:slug', perAddress, roomPage(parts));
  }
  router.use(failures(faults, sayNotNow));

  return {
    router,
    notFound,
    engine,
    readiness,
    retire() {
      isRetired = true;
    },
    attach(server) {
      server.headersTimeout = HEADERS_TIMEOUT_MS;
      server.requestTimeout = REQUEST_TIMEOUT_MS;
      server.on('upgrade', (request, socket, head) => {
        if (sockets.upgrade(request, socket, head)) return;
        // Someone else's upgrade, unless nobody else listens: then it would hang for ever.
        if (server.listenerCount('upgrade') === 1) socket.destroy();
      });
    },
    async drain(windowMs = DRAIN_WINDOW_MS) {
      await engine.drain(windowMs);
      await sockets.close();
    },
  };
}
