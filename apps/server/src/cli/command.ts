/** The shapes of commands of the command line. */
import type { KeeperAnswer, KeeperDesk } from '../keeper-desk.ts';

interface Words {
  /** How it is written, for the help. */
  readonly usage: string;
  readonly says: string;
}

/** A command about what stands in the rooms. */
export interface DeskCommand extends Words {
  /**
   * Understands its words, or gives undefined when they do not fit the usage. Then it carries the order to the desk. What the words
   * name wrongly is thrown as a `StartFault`, of store commands too.
   */
  parse(words: readonly string[]): ((desk: KeeperDesk) => Promise<KeeperAnswer>) | undefined;
}

/** A command about a whole store or the environment alone: it goes there itself, whoever uses it, and needs nothing else of a server. */
export interface StoreCommand extends Words {
  parseForStore(words: readonly string[]): ((env: NodeJS.ProcessEnv) => Promise<KeeperAnswer>) | undefined;
}

export type CliCommand = DeskCommand | StoreCommand;
