/** The server's heart: rooms, sessions, order and fan-out, without I/O. */
export * from './create-engine.ts';
export * from './engine.ts';
export * from './ports/index.ts';
export { quietLog } from './quiet-log.ts';
export { StoreUnavailable } from './store-unavailable.ts';
