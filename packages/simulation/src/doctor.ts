/** Hooks that break the world on purpose: the checker must notice each of them. */
import type { BusMessage, CommitAnswer, RoomHead, SinceAnswer } from '@parley/engine';
import type { BatchCommand } from '@parley/model';
import type { Epoch, Page, Position, Rev } from '@parley/protocol';

export type Commit = (commands: readonly BatchCommand[]) => Promise<CommitAnswer>;

export interface Doctor {
  /** What a client is told; undefined: nothing. */
  told?(name: string, payload: unknown): unknown;
  /** What a client is answered. */
  answered?(name: string, answer: unknown): unknown;
  /** Whether a server's event goes out. */
  sends?(name: string, payload: unknown): boolean;
  bus?(message: BusMessage, copy: number): BusMessage;
  /** Whether a commit is told to the other servers at all. */
  publishes?(): boolean;
  /** Stands in for a commit; `run` does one. */
  commit?(commands: readonly BatchCommand[], since: Rev, run: Commit): Promise<CommitAnswer>;
  page?(page: Page): Page;
  /** What beats tell of heads. */
  beat?(heads: readonly RoomHead[]): readonly RoomHead[];
  /** What the store tells of heads. `asked` is why, `isWhole` whether the line of who asks is. */
  heads?(heads: readonly RoomHead[], asked: 'head-queries' | 'head-audits', isWhole: boolean): readonly RoomHead[];
  /** The position above which a read is done; `epoch` is the store's own. */
  above?(position: Position, epoch: Epoch): Position;
  /** What a read above a position answers. */
  since?(answer: SinceAnswer, above: Rev): SinceAnswer;
  /** Whether a restored database keeps the epoch of the one it replaces. */
  readonly keepsEpoch?: boolean;
}
