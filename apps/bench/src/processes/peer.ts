/** Starts a peer: a small server as most people would write it, measured in the same way. */
import type { ChildProcess } from 'node:child_process';
import type { PeerOrder } from '../peers/order.ts';
import { answerOf, measured, start } from './child.ts';
import { type MeasuredServer, measuredServer } from './measured-server.ts';

export type PeerName = 'bare-ws' | 'plain-socket-io' | 'redis-adapter' | 'naive-room';

export interface PeerServer extends MeasuredServer {
  /** Sends one message of that size to all, with its number in it. */
  broadcast(mark: number, bytes: number): void;
}

/** `env`: what the peer's file says it reads. */
export async function startPeer(name: PeerName, env: Readonly<Record<string, string>> = {}): Promise<PeerServer> {
  const child: ChildProcess = start(`peers/${name}.js`, { execArgv: measured, env: { ...process.env, ...env } });
  const { port } = await answerOf<{ kind: 'ready'; port: number }, 'ready'>(child, 'ready');
  return {
    ...measuredServer(child, port),
    broadcast: (mark, bytes) => void child.send({ kind: 'broadcast', mark, bytes } satisfies PeerOrder),
  };
}
