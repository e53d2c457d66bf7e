/** Text with its parser: a chunk of its own in browsers. What needs no parser is in `@parley/model/text/plain`. */
export * from './light.ts';
export * from './parse.ts';
export * from './safe-href.ts';
