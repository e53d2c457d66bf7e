/** The meaning of Parley: pure functions over rows, the same on server and client. */
export * from './apply.ts';
export * from './decide/index.ts';
export * from './import/index.ts';
export * from './order-keys.ts';
export * from './parts.ts';
export * from './records.ts';
export * from './room-state.ts';
export * from './summary.ts';
export * from './windows.ts';
