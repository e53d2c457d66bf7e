/** What a row measures: Parley or a peer, asked the same way so that both get the same schedule. */
import type { MeasuredServer } from '../processes/measured-server.ts';
import type { ViewerTarget } from '../raw-viewer.ts';
import type { Closing } from '../row.ts';

/** One person who writes now and then. */
export interface PacedWriter {
  /** Resolves when the server has acknowledged the change, with the mark by which viewers know it. */
  write(n: number): Promise<number>;
  close(): void;
}

export interface RunningSubject<Server extends MeasuredServer = MeasuredServer> {
  readonly servers: readonly Server[];
  /** Where viewers of instance number `index` go. */
  target(index: number): ViewerTarget;
  writer(index: number): Promise<PacedWriter>;
  /** Where one more raw writer of instance number `index` goes, as somebody of their own. The room must be there. */
  writerTarget(index: number): Promise<ViewerTarget>;
  stop(): Promise<void>;
}

export interface Subject<Server extends MeasuredServer = MeasuredServer> {
  readonly name: string;
  /** Every mark comes as a message of its own; otherwise one stands for all below it. */
  readonly exact: boolean;
  start(instances: number): Promise<RunningSubject<Server>>;
}

/** Starts instances with one who writes at number `writing` of them. */
export async function startWithWriter<S extends MeasuredServer>(
  subject: Subject<S>,
  instances: number,
  closing: Closing,
  writing = 0,
): Promise<{ readonly running: RunningSubject<S>; readonly writer: PacedWriter }> {
  const running = await subject.start(instances);
  closing(running.stop);
  const writer = await running.writer(writing);
  closing(() => writer.close());
  return { running, writer };
}

export const httpOf = (server: MeasuredServer): string => `http://127.0.0.1:${server.port}`;
export const wsOf = (server: MeasuredServer): string => `ws://127.0.0.1:${server.port}`;

/** Instance number `index`; a row that asks for one it did not start is wrong. */
export function at<T>(list: readonly T[], index: number): T {
  const found = list[index];
  if (found === undefined) throw new Error(`there is no number ${index} of ${list.length}`);
  return found;
}
