/** Faults of a file's comments together: their ids and who replies to whom. */
import { DEPTH_MAX } from '@parley/protocol';
import type { DraftComment, Report } from './faults.ts';

/** Depth of every comment; NaN for one on a cycle or below one. Linear in the number of comments. */
function depthsOf(parents: ReadonlyMap<string, string | null>): { depths: Map<string, number>; onCycle: Set<string> } {
  const depths = new Map<string, number>();
  const onCycle = new Set<string>();
  for (const start of parents.keys()) {
    const path: string[] = [];
    const onPath = new Set<string>();
    let at: string | null = start;
    // A parent that is not in the file ends the path as the top does: that is a fault of its own.
    while (at !== null && parents.has(at) && !depths.has(at) && !onPath.has(at)) {
      path.push(at);
      onPath.add(at);
      at = parents.get(at) ?? null;
    }
    if (at !== null && onPath.has(at)) for (const id of path.slice(path.indexOf(at))) onCycle.add(id);
    let depth = at === null || !parents.has(at) ? -1 : (depths.get(at) ?? Number.NaN);
    for (const id of path.reverse()) {
      depth += 1;
      depths.set(id, depth);
    }
  }
  return { depths, onCycle };
}

export function checkTree(comments: readonly DraftComment[], report: Report): void {
  const firstAt = new Map<string, number>();
  const parents = new Map<string, string | null>();
  comments.forEach(({ id, comment }, i) => {
    if (id === undefined) return;
    const first = firstAt.get(id);
    if (first !== undefined) report(`comments.${i}.id`, `is the id of comments.${first} too`);
    else {
      firstAt.set(id, i);
      parents.set(id, comment?.parentId ?? null);
    }
  });
  const { depths, onCycle } = depthsOf(parents);
  comments.forEach(({ id, comment }, i) => {
    if (id === undefined || !comment || firstAt.get(id) !== i) return;
    const place = `comments.${i}.parentId`;
    if (comment.parentId !== null && !parents.has(comment.parentId)) report(place, 'names no comment of this file');
    else if (onCycle.has(id)) report(place, 'leads back to the comment itself');
    else if ((depths.get(id) ?? 0) > DEPTH_MAX) report(place, `nests deeper than ${DEPTH_MAX}`);
  });
}
