/** A database that is stopped in the very moment in which a connection to it is made: both words come in one piece. */
import { createServer } from 'node:net';
import { expect, it } from 'vitest';
import { Sessions } from '../src/dialects/postgres-pool.ts';

/** A message of Postgres: its letter, its length and the rest. */
function message(letter: string, body: Buffer): Buffer {
  const length = Buffer.alloc(4);
  length.writeInt32BE(body.length + 4);
  return Buffer.concat([Buffer.from(letter), length, body]);
}
const ACCEPTED = message('R', Buffer.alloc(4));
const READY = message('Z', Buffer.from('I'));
const STOPPED = message('E', Buffer.from('SFATAL\0C57P01\0Mterminating connection due to administrator command\0\0'));

it('STORE-9 a connection that ends as it is made is a refusal, and not the end of the process', async () => {
  const server = createServer((socket) => {
    socket.on('error', () => undefined);
    socket.once('data', () => socket.end(Buffer.concat([ACCEPTED, READY, STOPPED])));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as { port: number };
  const sessions = new Sessions({ url: `postgres://parley@127.0.0.1:${port}/none`, size: 1, onReport: () => undefined });
  await expect(sessions.use('reading', () => expect.unreachable())).rejects.toMatchObject({ name: 'StoreError' });
  await sessions.close();
  await new Promise((resolve) => server.close(resolve));
});
