/** Threads from files and into files: the pure part. */
export * from './export-thread.ts';
export type { ThreadFault } from './faults.ts';
export * from './names.ts';
export * from './parse-thread-file.ts';
export * from './plan-import.ts';
