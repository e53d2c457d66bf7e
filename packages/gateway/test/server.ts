/** A whole server in this process, on memory ports and a free port of loopback. */
import { randomUUID } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { LogEvent, RoomStore } from '@parley/engine';
import { memoryBus, memoryLimiter, memoryPresence, memoryRoomStore } from '@parley/engine/memory';
import type { Rate, RateName, RoomSlug } from '@parley/protocol';
import express from 'express';
import { createParleyServer, type ParleyServer, type ParleyServerOptions, systemClock } from '../src/index.ts';

/** High enough that no test meets a rate by accident. */
const GENEROUS: Record<RateName, Rate> = {
  writes: { burst: 10_000, everyMs: 1 },
  votes: { burst: 10_000, everyMs: 1 },
  reads: { burst: 10_000, everyMs: 1 },
  pages: { burst: 10_000, everyMs: 1 },
  guests: { burst: 10_000, everyMs: 1 },
  addressWrites: { burst: 10_000, everyMs: 1 },
  commentVotes: { burst: 10_000, everyMs: 1 },
  roomWrites: { burst: 10_000, everyMs: 1 },
};

export interface TestServer {
  readonly url: string;
  readonly port: number;
  readonly parley: ParleyServer;
  readonly store: RoomStore;
  readonly http: Server;
  readonly logged: { level: string; event: string; fields: unknown }[];
  stop(): Promise<void>;
}

export interface TestServerOptions extends Partial<Omit<ParleyServerOptions, 'publicUrl'>> {
  readonly rates?: Partial<Record<RateName, Rate>>;
  /** Rooms that stand there from the start. */
  readonly rooms?: readonly string[];
  readonly publicUrl?: string;
}

export async function startTestServer({
  rates,
  rooms = ['lounge'],
  publicUrl,
  store = memoryRoomStore(),
  ...options
}: TestServerOptions = {}): Promise<TestServer> {
  const app = express();
  const http = createServer(app);
  await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve));
  const { port } = http.address() as AddressInfo;
  const logged: TestServer['logged'] = [];
  const keep =
    (level: string) =>
    (event: LogEvent, fields?: unknown): void =>
      void logged.push({ level, event, fields });
  const parley = await createParleyServer({
    store,
    bus: memoryBus(),
    presence: memoryPresence(),
    limiter: memoryLimiter(systemClock, { ...GENEROUS, ...rates }),
    secret: 'Vn3Kx8Qw2Zr7Bt5Lm9Yc4Hs6Jd1Gf0Pa',
    publicUrl: publicUrl ?? `http://localhost:${port}`,
    log: { info: keep('info'), warn: keep('warn'), error: keep('error') },
    ...options,
  });
  app.use(parley.router);
  app.use(parley.notFound);
  parley.attach(http);
  for (const room of rooms) await addRoom(parley, room);
  return {
    url: `http://127.0.0.1:${port}`,
    port,
    parley,
    store,
    http,
    logged,
    async stop() {
      if (!parley.engine.status().draining) await parley.drain(0);
      http.closeAllConnections();
      await new Promise((resolve) => http.close(resolve));
    },
  };
}

export async function addRoom(parley: ParleyServer, room: string, listed = true): Promise<void> {
  const article = { paragraphs: [], links: [] };
  const command = randomUUID() as never;
  await parley.engine.keep(room as RoomSlug, { kind: 'add-room', command, title: `About ${room}`, listed, article });
}
