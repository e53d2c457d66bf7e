/** One Parley: the real server as a process of its own, from its build. */
import { existsSync } from 'node:fs';
import { type Child, type Restartable, startChild } from './child.ts';
import { ownFolder } from './folders.ts';
import { freePort } from './free-port.ts';
import { SERVER_MAIN } from './places.ts';
import { untilAnswers } from './until-answers.ts';

export interface InstanceOptions {
  readonly port?: number;
  /** The server's settings; nothing of this process's own environment reaches it. */
  readonly env: Readonly<Record<string, string>>;
  /** Hears its log lines. */
  readonly onStderr?: (text: string) => void;
}

export interface Instance extends Restartable {
  readonly port: number;
  readonly url: string;
  /** Sends a signal; SIGSTOP freezes it and SIGCONT lets it go on. */
  kill(signal: NodeJS.Signals): void;
  /** Starts it again on the same port and folder when it has ended; resolves when it is ready. */
  start(): Promise<void>;
  /** Ends it at once and removes its folder. */
  close(): Promise<void>;
}

/** Starts one; resolves when `/readyz` says that it can serve. */
export async function startInstance({ env, onStderr, ...options }: InstanceOptions): Promise<Instance> {
  if (!existsSync(SERVER_MAIN)) throw new Error(`${SERVER_MAIN} is not built: run "npm run build" first.`);
  const port = options.port ?? (await freePort());
  const folder = ownFolder('instance');
  const { PATH = '', HOME = '' } = process.env;
  const settings = {
    ...{ PATH, HOME, NODE_ENV: 'production', HOST: '127.0.0.1', PARLEY_DATA: folder.path, PARLEY_DEMO: '0' },
    ...env,
    PORT: `${port}`,
  };
  const run = (): Child => startChild(process.execPath, [SERVER_MAIN], { env: settings, ...(onStderr && { onStderr }) });
  const url = `http://127.0.0.1:${port}`;
  let child = run();
  const instance: Instance = {
    port,
    url,
    get pid() {
      return child.pid;
    },
    get exited() {
      return child.exited;
    },
    kill: (signal) => child.kill(signal),
    async start() {
      await child.exited;
      child = run();
      await untilAnswers(`${url}/readyz`, child);
    },
    async close() {
      child.kill('SIGKILL');
      await child.exited;
      folder.remove();
    },
  };
  await untilAnswers(`${url}/readyz`, child);
  return instance;
}
