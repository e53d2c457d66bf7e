/** Words → command → order → lines. */
import type { KeeperAnswer } from '../keeper-desk.ts';
import { StartFault } from '../start-fault.ts';
import { backup } from './backup.ts';
import { ban, unban } from './ban.ts';
import type { CliCommand } from './command.ts';
import { config } from './config.ts';
import { epoch } from './epoch.ts';
import { exportFile } from './export.ts';
import { importFile } from './import.ts';
import { move } from './move.ts';
import { remove } from './remove.ts';
import { room } from './room.ts';
import { status } from './status.ts';
import { verify } from './verify.ts';
import { withDesk } from './with-desk.ts';

// A Map, so that a word like `constructor` finds nothing.
const commands = new Map<string, CliCommand>([
  ['room', room],
  ['remove', remove],
  ['ban', ban],
  ['unban', unban],
  ['import', importFile],
  ['export', exportFile],
  ['backup', backup],
  ['status', status],
  ['config', config],
  ['verify', verify],
  ['move', move],
  ['epoch', epoch],
]);

const help = (): string =>
  ['Usage: parley COMMAND', ''].concat([...commands.values()].map(({ usage, says }) => `  ${usage}\n      ${says}`)).join('\n');

export interface Output {
  out(line: string): void;
  err(line: string): void;
}

/** The command's work on the store or desk that the environment names; undefined when its words do not fit its usage. */
function parse(command: CliCommand, words: readonly string[]): ((env: NodeJS.ProcessEnv) => Promise<KeeperAnswer>) | undefined {
  if ('parseForStore' in command) return command.parseForStore(words);
  const run = command.parse(words);
  return run && ((env) => withDesk(env, run));
}

/** Exit codes: 0 done, 1 refused or failed, 2 the words fit no usage (KEEP-5). PARLEY_DATA names the data folder. */
export async function runCli(words: readonly string[], env: NodeJS.ProcessEnv, { out, err }: Output): Promise<number> {
  const [name, ...rest] = words;
  if (name === undefined || name === 'help' || name === '--help') {
    out(help());
    return name === undefined ? 2 : 0;
  }
  const command = commands.get(name);
  if (!command) {
    err(`parley: no command "${name}". "parley help" lists them.`);
    return 2;
  }
  try {
    const run = parse(command, rest);
    if (!run) {
      err(`Usage: parley ${command.usage}`);
      return 2;
    }
    const answer = await run(env);
    for (const line of answer.lines) (answer.ok ? out : err)(line);
    return answer.ok ? 0 : 1;
  } catch (error) {
    if (!(error instanceof StartFault)) throw error;
    err(error.message);
    return 1;
  }
}
