/** The wire of Parley: what may be said, in which form, within which bounds. */
export * from './commands/index.ts';
export * from './decode/index.ts';
export * from './events/index.ts';
export * from './hello.ts';
export * from './http.ts';
export * from './ids.ts';
export * from './limits.ts';
export * from './order.ts';
export * from './position.ts';
export * from './refusal-advice.ts';
export * from './refusals.ts';
export * from './requests/index.ts';
export * from './rows.ts';
export * from './socket-map.ts';
export * from './text-rules.ts';
export * from './version.ts';
export * from './welcome.ts';
