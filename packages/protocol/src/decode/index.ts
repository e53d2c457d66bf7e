/**
 * The only door for data from outside. Strict upstream, tolerant downstream; never throws. One file a direction and kind, so that a
 * page carries the decoders it uses and no others.
 */
export * from './answer.ts';
export * from './command.ts';
export * from './event.ts';
export * from './hello.ts';
export * from './notice.ts';
export * from './request.ts';
