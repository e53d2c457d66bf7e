/** The room as the store holds it, read directly: what everything else must agree with. */
import type { CommentId, ContentPart, Epoch, OwnerFact, PersonId, Rev, RoomSummary, TallyPart } from '@parley/protocol';
import { ROOM, type World } from '../world.ts';

export interface Truth {
  readonly epoch: Epoch;
  readonly head: Rev;
  /** Revision of the last change of a row; later ones are of commands that changed none. */
  readonly changed: Rev;
  readonly summary: RoomSummary;
  readonly content: ReadonlyMap<CommentId, ContentPart>;
  readonly tallies: ReadonlyMap<CommentId, TallyPart>;
  /** The votes of everybody. */
  readonly votes: ReadonlyMap<PersonId, ReadonlyMap<CommentId, OwnerFact>>;
}

const ALL = 1_000_000;

export async function readTruth(world: World): Promise<Truth> {
  const query = {
    parent: null,
    order: 'oldest',
    from: { at: 'start' },
    limit: ALL,
    replies: ALL,
    total: ALL,
    person: null,
  } as const;
  const page = await world.store.readPage(ROOM, query);
  if (!page) throw new Error('The store gave no page.');
  const votes = new Map<PersonId, ReadonlyMap<CommentId, OwnerFact>>();
  for (const person of world.people) {
    const [facts = []] = await world.store.readMine(ROOM, [person], 0, ALL);
    votes.set(person, new Map(facts.map((fact) => [fact.comment, fact])));
  }
  return {
    epoch: page.epoch,
    head: page.head,
    changed: Math.max(0, ...page.content.map((part) => part.contentRev), ...page.tallies.map((part) => part.tallyRev)),
    summary: page.summary,
    content: new Map(page.content.map((part) => [part.id, part])),
    tallies: new Map(page.tallies.map((part) => [part.id, part])),
    votes,
  };
}

/** Whether a viewer's position has everything; unused revisions at the end are not told (ROOM-1). */
export function isUpToDate(
  truth: Pick<Truth, 'epoch' | 'head' | 'changed'>,
  at: { readonly epoch: Epoch; readonly cursor: Rev },
): boolean {
  return (
    (truth.head === 0 && at.cursor === 0) || (at.epoch === truth.epoch && at.cursor >= truth.changed && at.cursor <= truth.head)
  );
}
