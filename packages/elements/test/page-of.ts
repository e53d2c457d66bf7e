/** A page as a server would send it, from a few rows. */
import type { CommentId, ContentPart, Page, TallyPart } from '@parley/protocol';
import { idOf } from './fake-room.ts';

export interface PageRow extends Partial<Omit<ContentPart, 'id' | 'author' | 'parent'>> {
  readonly n: number;
  readonly below?: number;
  readonly name?: string | null;
  readonly up?: number;
  readonly down?: number;
  /** Replies that exist; those of the page are counted by themselves. */
  readonly replyCount?: number;
}

const T0 = Date.parse('2026-01-01T10:00:00Z');

export function pageOf(rows: readonly PageRow[], over: Partial<Page> = {}): Page {
  const content: ContentPart[] = [];
  for (const { n, below, name = null, up: _up, down: _down, replyCount: _count, ...rest } of rows) {
    const parent = below === undefined ? undefined : content.find((each) => each.id === idOf(below));
    content.push({
      ...{
        id: idOf(n),
        parent: parent?.id ?? null,
        root: parent?.root ?? idOf(n),
        depth: parent ? parent.depth + 1 : 0,
        born: n,
      },
      ...{ author: { tag: null, name }, body: `Comment ${n}`, createdAt: T0 + n * 1_000, editedAt: null, editCount: 0 },
      ...{ status: 'visible', contentRev: n },
      ...rest,
    });
  }
  const below = (id: CommentId) => content.filter((each) => each.parent === id).length;
  const tallies = rows.map(({ n, up = 0, down = 0, replyCount }): TallyPart => {
    return { id: idOf(n), up, down, best: 0, tallyRev: n, replyCount: replyCount ?? below(idOf(n)) };
  });
  const lists = new Set(content.map((each) => each.parent));
  return {
    epoch: 'e' as Page['epoch'],
    head: rows.length,
    summary: {
      title: 'A room',
      status: 'open',
      comments: rows.length,
      topLevel: content.filter((each) => each.parent === null).length,
    },
    windows: [...lists].map((parent) => ({ parent, order: parent === null ? 'newest' : 'oldest', first: null, last: null })),
    content,
    tallies,
    mine: [],
    ...over,
  };
}
