/** A server that listens before anything is behind it, so that a taken port is known before any data is touched. */
import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { codeOf, StartFault } from './start-fault.ts';

/** How often time limits of requests are looked at, ms; Node's own 30 s would stretch a limit of 10 s to 40. */
const TIMEOUT_CHECK_MS = 5_000;

export interface Listening {
  readonly server: Server;
  readonly port: number;
  /** Lets requests through to the app. */
  serve(app: RequestListener): void;
}

/** The variables by which address and port are chosen, for the fault that names them. */
export interface ListenVariables {
  readonly host: string;
  readonly port: string;
}

const notYet: RequestListener = (_request, response) => {
  response.writeHead(503, { 'retry-after': '1' }).end();
};

export async function listen(
  host: string,
  port: number,
  by: ListenVariables = { host: 'HOST', port: 'PORT' },
): Promise<Listening> {
  const server = createServer({ connectionsCheckingInterval: TIMEOUT_CHECK_MS }, notYet);
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error) => reject(listenFault(error, host, port, by)));
    server.listen(port, host, resolve);
  });
  return {
    server,
    port: (server.address() as AddressInfo).port,
    serve(app) {
      server.off('request', notYet);
      server.on('request', app);
    },
  };
}

function listenFault(error: Error, host: string, port: number, by: ListenVariables): StartFault {
  const code = codeOf(error);
  if (code === 'EADDRINUSE') return new StartFault(`Port ${port} is taken. Choose another one by ${by.port}.`);
  if (code === 'EACCES') return new StartFault(`Port ${port} may not be used by this user. Choose another one by ${by.port}.`);
  return new StartFault(`Cannot listen on ${host} (${code ?? error.message}). Choose another address by ${by.host}.`);
}
