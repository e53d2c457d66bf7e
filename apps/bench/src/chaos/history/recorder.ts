/** Takes down what happens, in memory and, where wanted, in a file. */
import { closeSync, openSync, writeSync } from 'node:fs';
import type { HistoryLine } from './lines.ts';

type Untimed = HistoryLine extends infer Line ? (Line extends HistoryLine ? Omit<Line, 'at'> : never) : never;

export interface Recorder {
  /** Since the run began, ms. */
  now(): number;
  record(line: Untimed): void;
  readonly lines: readonly HistoryLine[];
  /** Commands that were acknowledged so far, each once. */
  readonly acknowledged: number;
  /** Called with each line. Returns how to stop. */
  watch(listener: (line: HistoryLine) => void): () => void;
  close(): void;
}

/** Written in pieces of this many lines: one write a line would cost more than the run. */
const WRITE_LINES = 500;

export function createRecorder(file?: string): Recorder {
  const begun = performance.now();
  const lines: HistoryLine[] = [];
  const acknowledged = new Set<string>();
  const listeners = new Set<(line: HistoryLine) => void>();
  const handle = file === undefined ? undefined : openSync(file, 'w');
  let written = 0;

  const now = () => Math.round((performance.now() - begun) * 1_000) / 1_000;

  function write(): void {
    if (handle === undefined || written === lines.length) return;
    writeSync(
      handle,
      lines
        .slice(written)
        .map((line) => `${JSON.stringify(line)}\n`)
        .join(''),
    );
    written = lines.length;
  }

  return {
    now,
    lines,
    get acknowledged() {
      return acknowledged.size;
    },
    record(untimed) {
      const line = { at: now(), ...untimed } as HistoryLine;
      lines.push(line);
      if (line.kind === 'answered' && line.answer.ok) acknowledged.add(line.command);
      if (lines.length - written >= WRITE_LINES) write();
      for (const listener of [...listeners]) listener(line);
    },
    watch(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    close() {
      write();
      if (handle !== undefined) closeSync(handle);
    },
  };
}
