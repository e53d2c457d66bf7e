/** Starts everything in the order in which faults are cheapest: configuration, port, folder, store, sockets. */
import { setTimeout as pause } from 'node:timers/promises';
import type { Log } from '@parley/engine';
import { systemRandom } from '@parley/gateway';
import { newInstanceId } from '@parley/redis';
import express from 'express';
import { openAdminDoor } from './admin-door.ts';
import { type Backing, openAlone, openShared } from './backing.ts';
import { compose } from './compose.ts';
import { differences, settingsOf } from './config/show.ts';
import { type Config, soundConfig, unknownVariables } from './config.ts';
import { type DataFolder, openDataFolder } from './data-folder.ts';
import { loadDemo } from './demo.ts';
import { keeperDesk } from './keeper-desk.ts';
import { listen } from './listen.ts';
import { processLog } from './log.ts';
import { openNumbers } from './metrics/index.ts';
import { shutdownOnSignal } from './shutdown.ts';
import { openSite } from './site.ts';
import { StartFault } from './start-fault.ts';

export async function startServer(env: NodeJS.ProcessEnv): Promise<void> {
  const config = soundConfig(env);
  const instance = newInstanceId(systemRandom);
  const signature = config.instance ?? instance;
  const log = processLog({ level: config.logLevel, instance: signature });
  for (const name of unknownVariables(env))
    log.warn('unknown-variable', { name, hint: 'nothing is named so: look for a typing error' });
  const listening = await listen(config.host, config.port);
  const numbers = await openNumbers(config.metrics);
  const { backing, folder } = await openBacking(config, log, instance);
  const here = `http://localhost:${listening.port}`;
  const publicUrl = config.siteDev ?? config.publicUrl ?? here;
  if (!isLoopback(config.host) && !config.publicUrl) {
    log.warn('public-url-missing', {
      hint: `pages opened under another name than ${here} cannot connect: set PARLEY_PUBLIC_URL`,
    });
  }
  const site = await openSite(config, log);
  const parley = await compose({ config, backing, publicUrl, renderer: site?.pages, log, metrics: numbers.metrics });
  if (config.demo) await loadDemo(parley.engine, backing.store, log);
  const door = folder && (await openAdminDoor(folder.path, keeperDesk(parley.engine, backing.store), log));

  const app = express();
  app.disable('x-powered-by');
  app.use(parley.router);
  if (site) app.use(site.router(publicUrl));
  app.use(parley.notFound);
  parley.attach(listening.server);
  listening.serve(app);
  numbers.begin(parley);

  shutdownOnSignal(
    [
      async (signal) => {
        log.info('draining', { signal });
        parley.retire();
        await pause(config.drainNoticeMs);
      },
      async () => door?.close(),
      async () => void listening.server.close(),
      () => parley.drain(),
      async () => {
        listening.server.closeAllConnections();
        numbers.close();
        backing.release();
      },
    ],
    (fault) => log.error('stopped-hard', { fault }),
  );
  const settings = settingsOf(env);
  const told = differences(settings);
  if (told) process.stdout.write(`${told}\n`);
  log.info('started', Object.fromEntries(settings.filter(({ differs }) => differs).map(({ name, shown }) => [name, shown])));
  if (config.shared) process.stdout.write(`Instance ${signature}\n`);
  if (numbers.url) process.stdout.write(`Numbers at ${numbers.url}\n`);
  process.stdout.write(`Parley is ready at ${here}\n`);
}

/** With the folder, where there is one: the owner's door is in it. */
async function openBacking(
  config: Config,
  log: Log,
  instance: string,
): Promise<{ backing: Backing; folder: DataFolder | undefined }> {
  if (config.shared) return { backing: await openShared(config.shared, config, log, instance), folder: undefined };
  const opened = openDataFolder(config.dataFolder);
  if (opened.kind === 'in-use') {
    throw new StartFault(
      `The data folder ${opened.path} is in use by another Parley. Stop it, or choose another one by PARLEY_DATA.`,
    );
  }
  return { backing: await openAlone(opened.folder, config, log), folder: opened.folder };
}

const isLoopback = (host: string): boolean => host === 'localhost' || host === '::1' || host.startsWith('127.');
