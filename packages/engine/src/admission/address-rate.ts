import type { BucketOf } from './attempt.ts';

/** What may be written from one address: tokens cost nothing, addresses do. */
export const addressRate: BucketOf = ({ session, command }) =>
  command.kind === 'post-comment' || command.kind === 'edit-comment'
    ? { name: 'addressWrites', key: session.connection.addressKey }
    : undefined;
