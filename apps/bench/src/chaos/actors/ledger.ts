/** What the writers of a run know of the room between them: enough to choose the next command, not to judge the outcome. */
import type { CommentId, VoteValue } from '@parley/protocol';

export interface Known {
  readonly id: CommentId;
  readonly depth: number;
  /** Who wrote it. */
  readonly person: string;
  editCount: number;
}

export interface Ledger {
  readonly size: number;
  add(comment: Known): void;
  /** It was deleted, or the store does not have it. */
  forget(id: CommentId): void;
  /** Any comment, the latest ones more often. */
  any(chance: () => number): Known | undefined;
  /** One of this person's. */
  own(person: string, chance: () => number): Known | undefined;
  /** What this person last asked for there. */
  vote(person: string, id: CommentId): VoteValue;
  setVote(person: string, id: CommentId, value: VoteValue): void;
}

/** Most acts meet there: where many people act at once is where they conflict. */
const LATEST = 40;
const LATEST_SHARE = 0.7;

export function createLedger(): Ledger {
  const all: Known[] = [];
  const owned = new Map<string, Known[]>();
  const votes = new Map<string, VoteValue>();
  const ownedBy = (person: string) => {
    const list = owned.get(person) ?? [];
    owned.set(person, list);
    return list;
  };
  const drop = (list: Known[], id: CommentId) => {
    const at = list.findIndex((one) => one.id === id);
    return at < 0 ? undefined : list.splice(at, 1)[0];
  };
  const pick = (list: readonly Known[], chance: () => number) => {
    const from = chance() < LATEST_SHARE ? Math.max(0, list.length - LATEST) : 0;
    return list[from + Math.floor(chance() * (list.length - from))];
  };
  return {
    get size() {
      return all.length;
    },
    add(comment) {
      all.push(comment);
      ownedBy(comment.person).push(comment);
    },
    forget(id) {
      const gone = drop(all, id);
      if (gone) drop(ownedBy(gone.person), id);
    },
    any: (chance) => pick(all, chance),
    own: (person, chance) => pick(ownedBy(person), chance),
    vote: (person, id) => votes.get(`${person} ${id}`) ?? 0,
    setVote: (person, id, value) => void votes.set(`${person} ${id}`, value),
  };
}
