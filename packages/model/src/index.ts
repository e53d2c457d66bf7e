/** The meaning of Parley: pure functions over rows, the same on server and client. */
export * from './decide/index.ts';
export * from './order-keys.ts';
export * from './records.ts';
export * from './summary.ts';
