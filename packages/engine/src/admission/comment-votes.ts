import type { BucketOf } from './attempt.ts';

/** Guest votes on one comment from one address; taking a vote back is free. */
export const commentVotes: BucketOf = ({ session, command }) =>
  command.kind === 'cast-vote' && command.value !== 0
    ? { name: 'commentVotes', key: `${session.connection.addressKey} ${command.comment}` }
    : undefined;
