/** What needs no parser. */
export * from './plain.ts';
export * from './tokens.ts';
