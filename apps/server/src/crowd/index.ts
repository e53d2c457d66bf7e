/** `npm run crowd`: a few made-up people write, reply, edit, delete and vote in a demo room, so that one can see it live. */
import { readOptions, USAGE } from './options.ts';
import { runCrowd } from './run-crowd.ts';

const say = (line: string) => process.stdout.write(`${line}\n`);
const port = process.env.PORT;
const options = readOptions(process.argv.slice(2), port === undefined ? undefined : `http://localhost:${port}`);

if ('fault' in options) {
  process.stderr.write(`${options.fault}\n${USAGE}\n`);
  process.exitCode = 1;
} else if (!(await answers(options.server))) {
  process.stderr.write(`No Parley answers at ${options.server}: run "npm start" first, or name another one by --server.\n`);
  process.exitCode = 1;
} else {
  const stop = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => stop.abort());
  say(`${options.people} people in ${options.server}/rooms/${options.room} for ${options.minutes} minutes. Ctrl-C ends it.`);
  await runCrowd(options, say, stop.signal);
  say('All have left.');
}

async function answers(server: string): Promise<boolean> {
  try {
    return (await fetch(`${server}/healthz`, { signal: AbortSignal.timeout(5_000) })).ok;
  } catch {
    return false;
  }
}
