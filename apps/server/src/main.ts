/**
 * The server process. Runs when it is loaded: `node apps/server/dist/main.js`, or an import of this file by a start script,
 * which keeps the signals in one process. Ready when stdout says `Parley is ready at http://localhost:PORT`.
 */

import { StartFault } from './start-fault.ts';
import { startServer } from './start-server.ts';

// What this process makes in the data folder (database, secret, door) is for its owner's eyes only.
process.umask(0o077);

try {
  await startServer(process.env);
} catch (error) {
  // A fault that a person can mend is one line; anything else is ours and shows where it is.
  process.stderr.write(`${error instanceof StartFault ? error.message : error instanceof Error ? error.stack : String(error)}\n`);
  process.exit(1);
}
