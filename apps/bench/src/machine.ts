/** On what, when and by which command figures were measured: a figure without these says nothing. */
import { cpus, release } from 'node:os';
import socketIo from 'socket.io/package.json' with { type: 'json' };
import ws from 'ws/package.json' with { type: 'json' };

export const machine = (): string =>
  `${cpus().length} cores (${cpus()[0]?.model.trim() ?? 'unknown'}), ${process.platform} ${release()}, Node ${process.versions.node}, ` +
  `socket.io ${socketIo.version}, ws ${ws.version}`;

/** One line. `rows`: their names, as they are given to the command; all rows when empty. */
export const runOf = (rows: string): string =>
  `Measured ${new Date().toISOString().slice(0, 10)} by \`npm run bench${rows && ` -- ${rows}`}\` on ${machine()}.`;
