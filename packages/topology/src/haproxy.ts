/** The proxy before the instances, with the settings of infra/proxy/haproxy.cfg. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Child, startChild } from './child.ts';
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

export interface Haproxy {
  readonly port: number;
  /** Where people reach the instances. */
  readonly url: string;
  /** Address of the proxy's own Prometheus numbers. */
  readonly metricsUrl: string;
  start(): Promise<void>;
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
  let child: Child | undefined;
  const proxy: Haproxy = {
    port,
    url: `http://127.0.0.1:${port}`,
    metricsUrl: `http://127.0.0.1:${metricsPort}/metrics`,
    async start() {
      child = startChild(program, ['-db', '-f', file]);
      await untilAnswers(proxy.metricsUrl, child);
    },
    async kill() {
      child?.kill('SIGKILL');
      await child?.exited;
    },
    async close() {
      await proxy.kill();
      folder.remove();
    },
  };
  await proxy.start();
  return proxy;
}
