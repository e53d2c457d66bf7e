/** Decisions: what each command comes to, pure, the same in every store. */
export * from './decide-batch.ts';
export * from './decision.ts';
export * from './facts-needed.ts';
