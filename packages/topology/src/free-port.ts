/** Ports for servers of tests. */
import { createServer } from 'node:net';

/** Below the range from which systems take ports for outgoing connections (32768 on Linux), so that a port stays free between two starts. */
const PORTS = { first: 20_000, last: 32_000 };
/** Tries before we say that something else is wrong. */
const TRIES_MAX = 200;

const given = new Set<number>();

/** Whether nobody listens there on the loopback. */
export function isPortFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const probe = createServer();
    probe.once('error', () => resolve(false));
    probe.listen(port, '127.0.0.1', () => probe.close(() => resolve(true)));
  });
}

/** A port of the loopback that nobody listens on; never the same twice in one process. */
export async function freePort(): Promise<number> {
  for (let tries = 0; tries < TRIES_MAX; tries += 1) {
    const port = PORTS.first + Math.floor(Math.random() * (PORTS.last - PORTS.first));
    if (given.has(port) || !(await isPortFree(port))) continue;
    given.add(port);
    return port;
  }
  throw new Error(`No free port was found between ${PORTS.first} and ${PORTS.last}.`);
}
