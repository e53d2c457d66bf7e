/** The command line. Runs when it is loaded: `node apps/server/dist/cli/index.js COMMAND …`, or an import by a script with the same words. */
import { runCli } from './run.ts';

// What this process makes in the data folder (database, secret, door) is for its owner's eyes only.
process.umask(0o077);

process.exitCode = await runCli(process.argv.slice(2), process.env, {
  out: (line) => process.stdout.write(`${line}\n`),
  err: (line) => process.stderr.write(`${line}\n`),
});
