export type * from './comment-linked.ts';
export type * from './composer-closed.ts';
export type * from './posted.ts';
export type * from './ready.ts';
export type * from './show-new.ts';
