/** `npm run crowd`: a few made-up people write, reply, edit, delete and vote in a demo room, so that one can see it live. */
import { meetingFault } from './meeting-fault.ts';
import { asksForHelp, type CrowdOptions, readOptions, USAGE } from './options.ts';
import { runCrowd } from './run-crowd.ts';

const say = (line: string) => process.stdout.write(`${line}\n`);
const port = process.env.PORT;
const words = process.argv.slice(2);
const options = readOptions(words, port === undefined ? undefined : `http://localhost:${port}`);

if (asksForHelp(words)) say(`Usage: ${USAGE}`);
else if ('fault' in options) {
  process.stderr.write(`${options.fault}\n${USAGE}\n`);
  process.exitCode = 1;
} else {
  await crowd(options);
}

async function crowd(options: CrowdOptions): Promise<void> {
  const fault = await meetingFault(options);
  if (fault) {
    process.stderr.write(`${fault}\n`);
    process.exitCode = 1;
    return;
  }
  const stop = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => stop.abort());
  say(`${options.people} people in ${options.server}/rooms/${options.room} for ${options.minutes} minutes. Ctrl-C ends it.`);
  await runCrowd(options, say, stop.signal);
  say('All have left.');
}
