/**
 * The owner's door into a running server: HTTP over a local socket (a named pipe on Windows). `door.json` in the data folder
 * holds its address and a key, for its owner's eyes only: who cannot read the folder finds nothing and is let in nowhere.
 */
import { randomBytes, timingSafeEqual } from 'node:crypto';
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type RequestListener } from 'node:http';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { Log } from '@parley/engine';
import * as z from 'zod/mini';
import { type KeeperAnswer, type KeeperDesk, keeperOrder } from './keeper-desk.ts';
import { codeOf } from './start-fault.ts';

/** Largest order, bytes: an import of the largest thread of ordinary texts. */
const ORDER_MAX_BYTES = 256 * 1024 * 1024;
/** Longest path that every system takes for a local socket, bytes (macOS: 104 with the closing NUL). */
const SOCKET_PATH_MAX_BYTES = 100;
const KEY_BYTES = 32;

export const doorFile = (folder: string): string => join(folder, 'door.json');
export const doorCard = z.strictObject({ address: z.string(), key: z.string() });

export interface AdminDoor {
  close(): Promise<void>;
}

function addressFor(folder: string): string {
  if (process.platform === 'win32') return `\\\\.\\pipe\\parley-${randomBytes(8).toString('hex')}`;
  const inFolder = join(folder, 'door.sock');
  if (Buffer.byteLength(inFolder) <= SOCKET_PATH_MAX_BYTES) return inFolder;
  return join(mkdtempSync(join(tmpdir(), 'parley-')), 'door.sock');
}

/** Opens the door. The caller holds the folder, so whatever an earlier process left there is stale. */
export async function openAdminDoor(folder: string, desk: KeeperDesk, log: Log): Promise<AdminDoor> {
  const address = addressFor(folder);
  const isPipe = process.platform === 'win32';
  const key = randomBytes(KEY_BYTES).toString('base64url');
  const server = createServer(doorListener(desk, key, log));
  if (!isPipe) rmSync(address, { force: true });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(address, resolve);
  });
  rmSync(doorFile(folder), { force: true });
  writeFileSync(doorFile(folder), JSON.stringify({ address, key }), { mode: 0o600 });
  if (!isPipe) chmodSync(address, 0o600);
  return {
    async close() {
      rmSync(doorFile(folder), { force: true });
      server.closeIdleConnections();
      await new Promise<void>((resolve) => server.close(() => resolve()));
      if (!isPipe && dirname(address) !== folder) rmSync(dirname(address), { recursive: true, force: true });
    },
  };
}

function doorListener(desk: KeeperDesk, key: string, log: Log): RequestListener {
  const expected = Buffer.from(`Bearer ${key}`);
  const knows = (request: IncomingMessage): boolean => {
    const given = Buffer.from(request.headers.authorization ?? '');
    return given.length === expected.length && timingSafeEqual(given, expected);
  };
  const answerTo = async (request: IncomingMessage): Promise<[number, KeeperAnswer]> => {
    if (request.method !== 'POST' || !knows(request)) return [403, { ok: false, lines: ['The door stays shut.'] }];
    const order = keeperOrder.safeParse(JSON.parse(await bodyOf(request)));
    if (!order.success) return [400, { ok: false, lines: ['This server does not understand the order.'] }];
    log.info('keeper-order', { do: order.data.do });
    return [200, await desk(order.data)];
  };
  return (request, response) => {
    answerTo(request)
      .catch((error: unknown): [number, KeeperAnswer] => {
        log.error('keeper-order-failed', { error: String(error), code: codeOf(error) });
        return [500, { ok: false, lines: [`It failed: ${error instanceof Error ? error.message : String(error)}`] }];
      })
      .then(([status, answer]) => {
        response.writeHead(status, { 'content-type': 'application/json', connection: 'close' });
        response.end(JSON.stringify(answer));
      });
  };
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const pieces: Buffer[] = [];
  let bytes = 0;
  for await (const piece of request) {
    bytes += (piece as Buffer).length;
    if (bytes > ORDER_MAX_BYTES) throw new Error('the order is too large');
    pieces.push(piece as Buffer);
  }
  return Buffer.concat(pieces).toString('utf8');
}
