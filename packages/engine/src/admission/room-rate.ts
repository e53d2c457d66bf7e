import type { BucketOf } from './attempt.ts';

/** Comments of all people together in one room: what its readers and its log of changes can take. */
export const roomRate: BucketOf = ({ room, command }) =>
  command.kind === 'post-comment' ? { name: 'roomWrites', key: room.slug } : undefined;
