/** Faults of a file's votes. */
import { isStorable } from '@parley/protocol';
import type { Draft, Report } from './faults.ts';
import { TEXT_FAULTS } from './text-faults.ts';

export function checkVotes({ comments, votes }: Draft, report: Report): void {
  const ids = new Set(comments.map(({ id }) => id));
  const firstAt = new Map<string, number>();
  votes.forEach((vote, i) => {
    if (!vote) return;
    if (!ids.has(vote.commentId)) report(`votes.${i}.commentId`, 'names no comment of this file');
    if (!isStorable(vote.voter)) report(`votes.${i}.voter`, TEXT_FAULTS['text-not-allowed']);
    const pair = JSON.stringify([vote.commentId, vote.voter]);
    const first = firstAt.get(pair);
    if (first !== undefined) report(`votes.${i}.voter`, `votes on this comment in votes.${first} too`);
    else firstAt.set(pair, i);
  });
}
