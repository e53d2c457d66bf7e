/** Parley without a page: the same code in browsers and in Node. */
export * from './api.ts';
