/**
 * A TCP proxy that can be told what is wrong with the network while it runs: slow, uneven, narrow, dead without a word, cut. It
 * needs no privileges, so that everybody can repeat a fault.
 */
import { connect, createServer, type Socket } from 'node:net';
import { type Faults, pipeThrough } from './fault-proxy-pipe.ts';

export type { Blackhole, Faults } from './fault-proxy-pipe.ts';

export interface FaultProxyOptions {
  /** Port of the server behind it, on this machine. */
  readonly to: number;
  /** Port to listen on; any free one when left out. */
  readonly port?: number;
  /** A number in [0, 1) for jitter; the machine's own chance when left out. */
  readonly random?: () => number;
}

export interface FaultProxy {
  readonly port: number;
  /**
   * Replaces what is wrong; `{}` puts everything in order. Connections that lost bytes in a blackhole are reset once bytes flow
   * again: their streams have a hole. Pieces already held keep the time at which they are due.
   */
  set(faults: Faults): void;
  /** Resets every connection; new ones are taken unless `refuse` is set. */
  reset(): void;
  /** Connections that are open now. */
  readonly open: number;
  /** Those of them that lost bytes in a blackhole. */
  readonly holed: number;
  close(): Promise<void>;
}

/** One connection through the proxy: the client's socket and ours to the server. */
interface Link {
  readonly near: Socket;
  readonly far: Socket;
  isHoled: boolean;
}

const HOST = '127.0.0.1';

/** Starts a proxy on the loopback address. Rejects when the port is taken. */
export async function startFaultProxy({ to, port = 0, random = Math.random }: FaultProxyOptions): Promise<FaultProxy> {
  let faults: Faults = {};
  const links = new Set<Link>();

  const server = createServer({ allowHalfOpen: true }, (near) => {
    if (faults.refuse) {
      near.on('error', () => undefined);
      near.resetAndDestroy();
      return;
    }
    const link: Link = { near, far: connect({ port: to, host: HOST, allowHalfOpen: true }), isHoled: false };
    links.add(link);
    join(link, near, link.far, 'to-server');
    join(link, link.far, near, 'to-client');
  });

  function join(link: Link, from: Socket, other: Socket, direction: 'to-server' | 'to-client'): void {
    from.setNoDelay(true);
    pipeThrough({
      ...{ from, to: other, direction, random, faults: () => faults },
      onHole() {
        link.isHoled = true;
      },
      onGone(hadError) {
        if (hadError) other.resetAndDestroy();
        else other.destroy();
        links.delete(link);
      },
    });
    // Both ends gone, however it came about: nothing is left to hold.
    from.once('close', () => other.destroyed && links.delete(link));
  }

  function cut(which: (link: Link) => boolean): void {
    for (const link of [...links].filter(which)) {
      links.delete(link);
      link.near.resetAndDestroy();
      link.far.resetAndDestroy();
    }
  }

  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, HOST, resolve);
  });
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('The proxy has no port.');

  return {
    port: address.port,
    set(next) {
      faults = next;
      if (!next.blackhole || next.blackhole === 'none') cut((link) => link.isHoled);
    },
    reset: () => cut(() => true),
    get open() {
      return links.size;
    },
    get holed() {
      return [...links].filter((link) => link.isHoled).length;
    },
    close() {
      cut(() => true);
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}
