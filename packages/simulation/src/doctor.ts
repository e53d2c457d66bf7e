/** Hooks that break the world on purpose: the checker must notice each of them. */
import type { BusMessage, CommitAnswer, RoomStore, SinceAnswer } from '@parley/engine';
import type { Page } from '@parley/protocol';

export interface Doctor {
  /** What a client is told; undefined: nothing. */
  told?(name: string, payload: unknown): unknown;
  /** What a client is answered. */
  answered?(name: string, answer: unknown): unknown;
  /** Whether a server's event goes out. */
  sends?(name: string, payload: unknown): boolean;
  bus?(message: BusMessage, copy: number): BusMessage;
  commit?(args: Parameters<RoomStore['commit']>, run: () => Promise<CommitAnswer>): Promise<CommitAnswer>;
  since?(answer: SinceAnswer): SinceAnswer;
  page?(page: Page): Page;
}
