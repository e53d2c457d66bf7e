/** The shape of a command of the command line. */
import type { KeeperAnswer, KeeperDesk } from '../keeper-desk.ts';

export interface CliCommand {
  /** How it is written, for the help. */
  readonly usage: string;
  readonly says: string;
  /** Understands its words, or gives undefined when they do not fit the usage. Then it carries the order to the desk. */
  parse(words: readonly string[]): ((desk: KeeperDesk) => Promise<KeeperAnswer>) | undefined;
}

/** A fault of the words or files given: one line, exit code 2. */
export class UsageFault extends Error {
  override readonly name = 'UsageFault';
}
