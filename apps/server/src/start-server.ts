/** Starts everything in the order in which faults are cheapest: configuration, port, folder, store, sockets. */
import express from 'express';
import { type AdminDoor, openAdminDoor } from './admin-door.ts';
import { compose } from './compose.ts';
import { readConfig, unknownVariables } from './config.ts';
import { openDataFolder } from './data-folder.ts';
import { loadDemo } from './demo.ts';
import { keeperDesk } from './keeper-desk.ts';
import { listen } from './listen.ts';
import { processLog } from './log.ts';
import { openStore } from './open-store.ts';
import { keptSecret } from './secret.ts';
import { shutdownOnSignal } from './shutdown.ts';
import { openSite } from './site.ts';
import { StartFault } from './start-fault.ts';

export async function startServer(env: NodeJS.ProcessEnv): Promise<void> {
  const read = readConfig(env);
  if (!read.ok) throw new StartFault(read.faults.join('\n'));
  const { config } = read;
  const log = processLog(config.logLevel);
  for (const name of unknownVariables(env))
    log.warn('unknown-variable', { name, hint: 'nothing is named so: look for a typing error' });
  const listening = await listen(config.host, config.port);
  const opened = openDataFolder(config.dataFolder);
  if (opened.kind === 'in-use') {
    throw new StartFault(
      `The data folder ${opened.path} is in use by another Parley. Stop it, or choose another one by PARLEY_DATA.`,
    );
  }
  const { folder } = opened;
  const store = await openStore(folder, (report) => log.error('store', { report }));
  const here = `http://localhost:${listening.port}`;
  const publicUrl = config.siteDev ?? config.publicUrl ?? here;
  if (!isLoopback(config.host) && !config.publicUrl) {
    log.warn('public-url-missing', {
      hint: `pages opened under another name than ${here} cannot connect: set PARLEY_PUBLIC_URL`,
    });
  }
  const site = await openSite(config, log);
  const secrets = config.secrets ?? [keptSecret(folder.path)];
  const parley = await compose({ config, store, secrets, publicUrl, renderer: site?.pages, log });
  if (config.demo) await loadDemo(parley.engine, store, log);
  const door: AdminDoor = await openAdminDoor(folder.path, keeperDesk(parley.engine, store), log);

  const app = express();
  app.disable('x-powered-by');
  app.use(parley.router);
  if (site) app.use(site.router(publicUrl));
  app.use(parley.notFound);
  parley.attach(listening.server);
  listening.serve(app);

  shutdownOnSignal(
    [
      () => door.close(),
      async () => void listening.server.close(),
      () => parley.drain(),
      async () => {
        listening.server.closeAllConnections();
        folder.release();
      },
    ],
    (fault) => log.error('stopped-hard', { fault }),
  );
  process.stdout.write(`Parley is ready at ${here}\n`);
}

const isLoopback = (host: string): boolean => host === 'localhost' || host === '::1' || host.startsWith('127.');
