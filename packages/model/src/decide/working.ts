/** The facts of a batch while it is decided: each command sees what the ones before it did. */
import type { CommandId, CommentId, ContentPart, PersonId, Refusal, Rev, RoomSlug, TallyPart } from '@parley/protocol';
import type { Outcome, RoomRecord, StoredComment, StoredRevision, StoredVote } from '../records.ts';
import type { Changes, Facts } from './decision.ts';

/** What a decision may look at. */
export interface Known {
  readonly slug: RoomSlug;
  readonly room: RoomRecord | undefined;
  readonly comments: ReadonlyMap<CommentId, StoredComment>;
  readonly banned: ReadonlySet<PersonId>;
  voteOf(comment: CommentId, person: PersonId): StoredVote | undefined;
}

/** What one command changes, absolute values. Everything may be missing: then it is done without changing anything. */
export interface Effect {
  readonly room?: RoomRecord;
  readonly created?: StoredComment;
  readonly content?: readonly ContentPart[];
  readonly tallies?: readonly TallyPart[];
  readonly vote?: StoredVote;
  readonly revision?: StoredRevision;
  /** Comments whose revisions go. */
  readonly emptied?: readonly CommentId[];
  readonly ban?: { readonly person: PersonId; readonly banned: boolean };
}

/** A decision about one command: at which revision it is done and what that changes, or why not. */
export type Verdict =
  | { readonly ok: true; readonly rev: Rev; readonly effect: Effect }
  | { readonly ok: false; readonly refusal: Refusal };

/** Done; a viewer has it when their cursor reaches `rev`. */
export const doneAt = (rev: Rev, effect: Effect = {}): Verdict => ({ ok: true, rev, effect });

const pair = (thing: string, person: PersonId): string => `${thing} ${person}`;

/** Facts with the effects folded in, and the memory of what they changed. */
export class Working implements Known {
  readonly slug: RoomSlug;
  room: RoomRecord | undefined;
  readonly comments: Map<CommentId, StoredComment>;
  readonly banned: Set<PersonId>;
  readonly #votes = new Map<string, StoredVote>();
  readonly #outcomes = new Map<string, Outcome>();
  readonly #created = new Set<CommentId>();
  readonly #content = new Set<CommentId>();
  readonly #tallies = new Set<CommentId>();
  readonly #changedVotes = new Set<string>();
  readonly #revisions: StoredRevision[] = [];
  readonly #emptied = new Set<CommentId>();
  readonly #bans = new Map<PersonId, boolean>();

  constructor(facts: Omit<Facts, 'epoch'>) {
    this.slug = facts.slug;
    this.room = facts.room;
    this.comments = new Map(facts.comments);
    this.banned = new Set(facts.banned);
    for (const vote of facts.votes) this.#votes.set(pair(vote.comment, vote.person), vote);
    for (const { person, command, outcome } of facts.outcomes) this.#outcomes.set(pair(command, person), outcome);
  }

  voteOf(comment: CommentId, person: PersonId): StoredVote | undefined {
    return this.#votes.get(pair(comment, person));
  }

  outcomeOf(person: PersonId, command: CommandId): Outcome | undefined {
    return this.#outcomes.get(pair(command, person));
  }

  keepOutcome(person: PersonId, command: CommandId, outcome: Outcome): void {
    this.#outcomes.set(pair(command, person), outcome);
  }

  /** Folds one command's effect into what the next one sees. */
  apply(effect: Effect): void {
    if (effect.room) this.room = effect.room;
    if (effect.created) {
      this.comments.set(effect.created.content.id, effect.created);
      this.#created.add(effect.created.content.id);
    }
    for (const content of effect.content ?? []) {
      this.#change(content.id, { content });
      this.#content.add(content.id);
    }
    for (const tally of effect.tallies ?? []) {
      this.#change(tally.id, { tally });
      this.#tallies.add(tally.id);
    }
    if (effect.vote) {
      const key = pair(effect.vote.comment, effect.vote.person);
      this.#votes.set(key, effect.vote);
      this.#changedVotes.add(key);
    }
    if (effect.revision) this.#revisions.push(effect.revision);
    for (const id of effect.emptied ?? []) this.#emptied.add(id);
    if (effect.ban) this.#ban(effect.ban.person, effect.ban.banned);
  }

  /** The votes of this batch, each in its last value. */
  changedVotes(): StoredVote[] {
    return [...this.#changedVotes].flatMap((key) => this.#votes.get(key) ?? []);
  }

  /** All that was changed, each row once in its last state. Texts of comments that are gone by now are not even mentioned. */
  changes(): Omit<Changes, 'room' | 'outcomes'> {
    const rows = (ids: Iterable<CommentId>) => [...ids].flatMap((id) => this.comments.get(id) ?? []);
    const older = (ids: ReadonlySet<CommentId>) => rows([...ids].filter((id) => !this.#created.has(id)));
    return {
      created: rows(this.#created),
      content: older(this.#content),
      tallies: older(this.#tallies),
      votes: this.changedVotes(),
      revisions: this.#revisions.filter((revision) => !this.#emptied.has(revision.comment)),
      emptied: [...this.#emptied].filter((id) => !this.#created.has(id)),
      bans: [...this.#bans].map(([person, banned]) => ({ person, banned })),
    };
  }

  #change(id: CommentId, part: { content: ContentPart } | { tally: TallyPart }): void {
    const row = this.comments.get(id);
    if (row) this.comments.set(id, { ...row, ...part });
  }

  #ban(person: PersonId, banned: boolean): void {
    this.#bans.set(person, banned);
    if (banned) this.banned.add(person);
    else this.banned.delete(person);
  }
}
