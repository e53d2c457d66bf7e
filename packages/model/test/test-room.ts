/** A room in plain maps, written by decisions as a store writes it. */
import type { AuthorTag, Command, CommandId, CommentId, Epoch, Millis, PersonId, RoomSlug } from '@parley/protocol';
import {
  type Actor,
  type BatchCommand,
  type Changes,
  type Decision,
  decideBatch,
  type KeeperCommand,
  type Outcome,
  type RoomRecord,
  type StoredComment,
  type StoredRevision,
  type StoredVote,
} from '../src/index.ts';

type Without<T, K extends PropertyKey> = T extends unknown ? Omit<T, K> : never;
/** A command without its id: the room gives each a fresh one. */
export type Wish = Without<Command | KeeperCommand, 'command'>;

let made = 0;
const uuid = (number: number): string => `00000000-0000-7000-8000-${number.toString(16).padStart(12, '0')}`;
export const newCommandId = (): CommandId => {
  made += 1;
  return uuid(made) as CommandId;
};
/** The comment named `n` in a test. */
export const comment = (n: number): CommentId => uuid(0xc0_0000 + n) as CommentId;
export const person = (name: string): Actor => ({
  person: `guest:${name}` as PersonId,
  role: 'guest',
  tag: `tag-${name}` as AuthorTag,
});
export const keeper: Actor = { ...person('keeper'), role: 'keeper' };

export const ann = person('ann');
export const bob = person('bob');

export const post = (n: number, body: string, parent: number | null = null, name: string | null = null): Wish => ({
  kind: 'post-comment',
  comment: comment(n),
  parent: parent === null ? null : comment(parent),
  body,
  name,
});
export const edit = (n: number, body: string, editCount: number): Wish => ({
  kind: 'edit-comment',
  comment: comment(n),
  body,
  editCount,
});
export const remove = (n: number): Wish => ({ kind: 'remove-comment', comment: comment(n) });
export const del = (n: number): Wish => ({ kind: 'delete-comment', comment: comment(n) });
export const vote = (n: number, value: -1 | 0 | 1): Wish => ({ kind: 'cast-vote', comment: comment(n), value });

export const ask = (actor: Actor, wish: Wish, now: Millis = 1_000, command = newCommandId()): BatchCommand => ({
  actor,
  command: { ...wish, command } as BatchCommand['command'],
  now,
});

export class TestRoom {
  readonly slug = 'room' as RoomSlug;
  epoch = 'one' as Epoch;
  room: RoomRecord | undefined;
  readonly comments = new Map<CommentId, StoredComment>();
  readonly votes = new Map<string, StoredVote>();
  readonly revisions: StoredRevision[] = [];
  readonly bans = new Set<PersonId>();
  outcomes: Changes['outcomes'][number][] = [];

  /** A room that exists, empty. */
  static open(): TestRoom {
    const room = new TestRoom();
    const article = { paragraphs: [], links: [] };
    room.run(ask(keeper, { kind: 'add-room', title: 'A room', listed: true, article }));
    return room;
  }

  /** Decides one batch and writes what it changes. */
  run(...batch: BatchCommand[]): Decision {
    const decision = decideBatch(
      {
        epoch: this.epoch,
        slug: this.slug,
        room: this.room,
        comments: this.comments,
        votes: [...this.votes.values()],
        outcomes: this.outcomes,
        banned: this.bans,
      },
      batch,
    );
    this.write(decision.changes);
    return decision;
  }

  /** One command of one person at the time given; its outcome. */
  do(actor: Actor, wish: Wish, now: Millis = 1_000): Outcome {
    const [outcome] = this.run(ask(actor, wish, now)).outcomes;
    if (!outcome) throw new Error('A batch of one has one outcome.');
    return outcome;
  }

  /** The code of a refusal, or undefined when it was done. */
  refusal(actor: Actor, wish: Wish): string | undefined {
    const outcome = this.do(actor, wish);
    return outcome.ok ? undefined : outcome.refusal.code;
  }

  get(n: number): StoredComment {
    const row = this.comments.get(comment(n));
    if (!row) throw new Error(`There is no comment ${n}.`);
    return row;
  }

  get head(): number {
    return this.room?.head ?? 0;
  }

  write(changes: Changes): void {
    this.room = changes.room;
    for (const row of changes.created) this.comments.set(row.content.id, row);
    for (const { content } of changes.content) this.#merge(content.id, { content });
    for (const { tally } of changes.tallies) this.#merge(tally.id, { tally });
    for (const cast of changes.votes) this.votes.set(`${cast.comment} ${cast.person}`, cast);
    this.revisions.push(...changes.revisions);
    for (const id of changes.emptied) {
      const left = this.revisions.filter((revision) => revision.comment !== id);
      this.revisions.splice(0, this.revisions.length, ...left);
    }
    for (const { person: who, banned } of changes.bans) {
      if (banned) this.bans.add(who);
      else this.bans.delete(who);
    }
    this.outcomes.push(...changes.outcomes);
  }

  #merge(id: CommentId, part: Partial<StoredComment>): void {
    const row = this.comments.get(id);
    if (!row) throw new Error('A change of a comment that is not there.');
    this.comments.set(id, { ...row, ...part });
  }
}
