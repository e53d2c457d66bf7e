/** All faults of meaning in a thread file, each with its place. */
import type { Millis } from '@parley/protocol';
import { checkComment } from './check-comment.ts';
import { checkRoom } from './check-room.ts';
import { checkTree } from './check-tree.ts';
import { checkVotes } from './check-votes.ts';
import type { Draft, ThreadFault } from './faults.ts';

/** An empty list means that the file can be imported. `latest` is the time of checking, where it is known. */
export function checkThread(draft: Draft, latest: Millis = Number.POSITIVE_INFINITY): ThreadFault[] {
  const faults: ThreadFault[] = [];
  const report = (place: string, fault: string) => {
    faults.push({ place, fault });
  };
  if (draft.room) checkRoom(draft.room, report);
  draft.comments.forEach(({ comment }, i) => {
    if (comment) checkComment(comment, latest, (place, fault) => report(`comments.${i}.${place}`, fault));
  });
  checkTree(draft.comments, report);
  checkVotes(draft, report);
  return faults;
}
