/** The proxy before the instances, with the settings of infra/proxy/haproxy.cfg. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Restartable, startChild } from './child.ts';
import { ownFolder } from './folders.ts';
import { freePort } from './free-port.ts';
import { localConfig } from './haproxy-config.ts';
import { PROXY_CONFIG } from './places.ts';
import { haproxyProgram } from './programs.ts';
import { untilAnswers } from './until-answers.ts';

export interface HaproxyOptions {
  readonly port?: number;
  /** Ports of the instances on 127.0.0.1; they need not run yet. */
  readonly instances: readonly number[];
}

/** Backends of the configuration for new sessions: WebSockets and pages, and those that poll. */
export type Backend = 'ready' | 'polling';

export interface Haproxy extends Restartable {
  readonly port: number;
  /** Where people reach the instances. */
  readonly url: string;
  /** Address of the proxy's own Prometheus numbers. */
  readonly metricsUrl: string;
  /** What it thinks of an instance for new sessions, by WebSocket and page and by polling; `UP` or `DOWN`. */
  statesOf(instance: number): Promise<readonly (string | undefined)[]>;
  /** How many sessions or requests of a backend it gave to each instance so far. */
  givenTo(backend: Backend): Promise<readonly number[]>;
  /** Ends it at once, with all connections. */
  kill(): Promise<void>;
  close(): Promise<void>;
}

export async function startHaproxy({ instances, ...options }: HaproxyOptions): Promise<Haproxy> {
  const program = haproxyProgram();
  const port = options.port ?? (await freePort());
  const metricsPort = await freePort();
  const folder = ownFolder('haproxy');
  const file = join(folder.path, 'haproxy.cfg');
  writeFileSync(file, localConfig(readFileSync(PROXY_CONFIG, 'utf8'), { port, metricsPort, instances }));
  const run = () => startChild(program, ['-db', '-f', file]);
  let child = run();
  /** A value of its own numbers. */
  const number = async (pattern: string): Promise<string | undefined> => {
    const numbers = await (await fetch(proxy.metricsUrl)).text();
    return new RegExp(`^haproxy_server_${pattern}`, 'm').exec(numbers)?.[1];
  };
  const of = (backend: Backend, instance: number): string => `proxy="${backend}",server="parley${instance + 1}"`;
  const proxy: Haproxy = {
    port,
    url: `http://127.0.0.1:${port}`,
    metricsUrl: `http://127.0.0.1:${metricsPort}/metrics`,
    statesOf: (instance) =>
      Promise.all(
        (['ready', 'polling'] as const).map((backend) => number(`status\\{${of(backend, instance)},state="(\\w+)"\\} 1`)),
      ),
    givenTo: (backend) =>
      Promise.all(instances.map(async (_, at) => Number(await number(`sessions_total\\{${of(backend, at)}\\} (\\d+)`)))),
    get pid() {
      return child.pid;
    },
    get exited() {
      return child.exited;
    },
    async start() {
      child = run();
      await untilAnswers(proxy.metricsUrl, child);
    },
    async kill() {
      child.kill('SIGKILL');
      await child.exited;
    },
    async close() {
      await proxy.kill();
      folder.remove();
    },
  };
  await untilAnswers(proxy.metricsUrl, child);
  return proxy;
}
