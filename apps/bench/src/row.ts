/** One row of the benchmarks: what is measured, and how. */
import type { Line } from './table.ts';

/** `short` is for trying a row, not for quoting. */
export type Scale = 'full' | 'short';

export interface RowResult {
  readonly lines: readonly Line[];
  /** Why this run cannot be trusted. */
  readonly doubt?: string | undefined;
}

export interface Row {
  readonly name: string;
  /** Most connections that one of its processes holds. */
  readonly connections: Readonly<Record<Scale, number>>;
  run(scale: Scale): Promise<RowResult>;
}

/** Takes what must be ended when a row is over. */
export type Closing = (close: () => unknown) => void;

/** Runs what must be ended in the reverse order, whatever happens between. */
export async function withClosing<T>(run: (closing: Closing) => Promise<T>): Promise<T> {
  const closers: (() => unknown)[] = [];
  try {
    return await run((close) => void closers.unshift(close));
  } finally {
    for (const close of closers) await close();
  }
}
