/** `npm run scale`: many instances on this machine, with Redis, Postgres and HAProxy; everything is thrown away at the end. */
import './lib/require-node.mjs';
import { setTimeout as delay } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import { install } from './install.mjs';
import { build, SERVING } from './lib/build.mjs';
import { built } from './lib/built.mjs';
import { keepRunning } from './lib/keep-running.mjs';
import { fail } from './lib/run.mjs';
import { scaleOptions } from './lib/scale-options.mjs';
import { scaleParts } from './lib/system-parts.mjs';

/** Before what ended is started again, ms: what cannot start must not spin. */
const RESTART_AFTER_MS = 500;

const options = scaleOptions(process.argv.slice(2), process.env);
if ('fault' in options) fail(options.fault);

await install();
await scaleParts();
await build([...SERVING, '@parley/topology']);
/** @type {typeof import('@parley/topology')} */
const { isPortFree, MissingProgram, startCluster } = await import(pathToFileURL(built.topology).href);

if (!(await isPortFree(options.port))) fail(`Port ${options.port} is taken. Choose another one by --port.`);

const state = { isStopping: false };
// Before anything runs: an early Ctrl-C leaves nothing behind either, since no part outlives this process.
const leave = () => process.exit(130);
process.on('SIGINT', leave);
process.on('SIGTERM', leave);

const cluster = await startCluster({
  ...options,
  env: { PARLEY_DEMO: '1', ...options.env },
  onStderr: (text) => process.stderr.write(text),
}).catch((/** @type {Error} */ error) => fail(error instanceof MissingProgram ? error.message : String(error.stack)));

const stop = async () => {
  state.isStopping = true;
  process.off('SIGINT', stop).off('SIGTERM', stop).on('SIGINT', leave).on('SIGTERM', leave);
  console.log('Stopping: the instances finish what they have. Once more leaves at once.');
  await cluster.stop();
  process.exit(0);
};
process.off('SIGINT', leave).off('SIGTERM', leave).on('SIGINT', stop).on('SIGTERM', stop);

const how = { state, say: console.log, pause: () => delay(RESTART_AFTER_MS) };
const { redis, postgres, proxy, instances, databaseUrl } = cluster;
instances.forEach((instance, at) => void keepRunning(`Instance ${at + 1}`, instance, instance.url, how));
void keepRunning('Redis', redis, redis.url, how);
void keepRunning('Postgres', postgres, databaseUrl, how);
void keepRunning('HAProxy', proxy, `its own numbers at ${proxy.metricsUrl}`, how);
// Its owner knows a secret of their own; one that was made for this run is of no use after it.
const { PARLEY_SECRET: made } = options.env.PARLEY_SECRET ? {} : cluster.env;
const settings = { REDIS_URL: redis.url, DATABASE_URL: databaseUrl, ...(made && { PARLEY_SECRET: made }) };
const words = Object.entries(settings).map(([name, value]) => `${name}=${value}`);
console.log(`Commands     ${words.join(' ')} npm run parley -- help`);
console.log('Everything is thrown away at the end. Kill any process of these and watch; Ctrl-C ends all of it.');
console.log(`Parley is ready at http://localhost:${proxy.port}`);
