import type { BucketOf } from './attempt.ts';

/** What one person may do. A deletion is a small change like a vote; deleting everything is a large one. */
export const personRate: BucketOf = ({ actor, command }) => {
  const isSmall = command.kind === 'cast-vote' || command.kind === 'delete-comment';
  return { name: isSmall ? 'votes' : 'writes', key: actor.person };
};
