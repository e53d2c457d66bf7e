/** A wire to Redis that can stop carrying what Redis says, connections open. */
import { connect, createServer, type Socket } from 'node:net';

export interface MuteProxy {
  readonly url: string;
  /** From now on present connections that have subscribed bring nothing; others and new ones do. */
  mute(): void;
  close(): Promise<void>;
}

export async function muteProxy(port: number): Promise<MuteProxy> {
  const sockets = new Set<Socket>();
  const voices = new Set<() => void>();
  const server = createServer((client) => {
    const redis = connect(port, '127.0.0.1');
    let [isSubscriber, isMute] = [false, false];
    voices.add(() => {
      isMute = isSubscriber;
    });
    redis.on('data', (chunk) => isMute || client.write(chunk));
    client.on('data', (chunk) => {
      isSubscriber ||= chunk.includes('subscribe');
      redis.write(chunk);
    });
    for (const [socket, other] of [
      [client, redis],
      [redis, client],
    ] as const) {
      sockets.add(socket);
      socket.on('error', () => {});
      socket.on('close', () => {
        sockets.delete(socket);
        other.destroy();
      });
    }
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('The proxy has no port.');
  return {
    url: `redis://127.0.0.1:${address.port}`,
    mute() {
      for (const silence of voices) silence();
    },
    async close() {
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
