/** What the suites of RoomStore work with: a fresh store, people, commands with ids of their own, and pages with usual bounds. */
import { type Actor, type BatchCommand, compareKeys, type KeeperCommand, keyOf } from '@parley/model';
import type {
  AuthorTag,
  Command,
  CommandId,
  CommentId,
  ContentPart,
  OrderKey,
  Page,
  PageWindow,
  PersonId,
  Position,
  RoomSlug,
  TallyPart,
  VoteValue,
} from '@parley/protocol';
import type { ChangedRows, CommitAnswer, ImportNames, PageQuery, RoomStore } from '../ports/index.ts';

/** A store made for one test. */
export interface StoreUnderTest {
  readonly store: RoomStore;
  /** Closes the store and opens the same data again, as after a restart. */
  reopen(): Promise<RoomStore>;
  /** Closes what is open and drops the data. */
  close(): Promise<void>;
}
export type MakeStore = () => Promise<StoreUnderTest>;
/** Makes a test of a body that works on a store of its own. */
export type OnStore = (body: (bench: Bench) => Promise<void>) => () => Promise<void>;

/** A UUID that begins with its number, so that a failure can be read. */
export const uuid = (number: number) => `${number.toString(16).padStart(8, '0')}-0000-7000-8000-000000000000`;

export const guest = (name: string): Actor => ({
  person: `g:${name}` as PersonId,
  role: 'guest',
  tag: `tag-${name}` as AuthorTag,
  mayMakeRoom: { title: 'A room' },
});
export const keeper: Actor = { ...guest('keeper'), role: 'keeper' };

/** Names as a composer would derive them, readable. */
export const names: ImportNames = {
  commentId: (room, external) => uuidOf(`${room} ${external}`) as CommentId,
  personId: (_room, external) => `i:${external.replace(/[^A-Za-z0-9]/g, '_')}` as PersonId,
  authorTag: (_room, external) => `a-${external.replace(/[^A-Za-z0-9]/g, '_')}` as AuthorTag,
};

/** A UUID from a text: two rounds of FNV-1a (Fowler, Noll, Vo), good enough for a test's few names. */
function uuidOf(text: string): string {
  const hash = (seed: number) => {
    let state = seed;
    for (let i = 0; i < text.length; i += 1) state = Math.imul(state ^ text.charCodeAt(i), 0x01000193) >>> 0;
    return state.toString(16).padStart(8, '0');
  };
  return `${hash(0x811c9dc5)}-0000-8000-8000-0000${hash(0x2f0b4c47)}`;
}

export class Bench {
  readonly room = 'a-room' as RoomSlug;
  store: RoomStore;
  now = 1_000_000;
  /** How far this bench has read the room. */
  cursor = 0;
  #made: StoreUnderTest;
  #last = 0;

  constructor(made: StoreUnderTest) {
    this.#made = made;
    this.store = made.store;
  }

  async reopen(): Promise<void> {
    this.store = await this.#made.reopen();
  }

  newId(): string {
    this.#last += 1;
    return uuid(this.#last);
  }

  /** One command with an id of its own. */
  ask(actor: Actor, command: DistributiveOmit<Command | KeeperCommand, 'command'>, now = this.now): BatchCommand {
    return { actor, now, command: { ...command, command: this.newId() as CommandId } as Command };
  }

  post(actor: Actor, body: string, more: { parent?: CommentId | null; comment?: CommentId; name?: string | null } = {}) {
    const { parent = null, comment = this.newId() as CommentId, name = null } = more;
    return this.ask(actor, { kind: 'post-comment', comment, parent, body, name });
  }

  edit(actor: Actor, comment: CommentId, body: string, editCount = 0) {
    return this.ask(actor, { kind: 'edit-comment', comment, body, editCount });
  }

  remove(actor: Actor, comment: CommentId) {
    return this.ask(actor, { kind: actor.role === 'keeper' ? 'remove-comment' : 'delete-comment', comment });
  }

  vote(actor: Actor, comment: CommentId, value: VoteValue) {
    return this.ask(actor, { kind: 'cast-vote', comment, value });
  }

  /** Commits to the bench's room and follows it. */
  async commit(...commands: BatchCommand[]): Promise<CommitAnswer> {
    const answer = await this.store.commit(this.room, commands, this.cursor);
    this.cursor = answer.rows.to;
    return answer;
  }

  /** Posts one comment each and gives their ids. */
  async posted(...bodies: string[]): Promise<CommentId[]> {
    const commands = bodies.map((body) => this.post(guest('ann'), body));
    await this.commit(...commands);
    return commands.map(idOf);
  }

  page(query: Partial<PageQuery> = {}): Promise<Page | undefined> {
    const usual = {
      parent: null,
      order: 'newest',
      from: { at: 'start' },
      limit: 20,
      replies: 3,
      total: 200,
      person: null,
    } as const;
    return this.store.readPage(this.room, { ...usual, ...query });
  }

  /** Everything of the room. */
  async all(): Promise<ChangedRows> {
    return this.above({ epoch: await this.store.epoch(), rev: 0 });
  }

  async above(position: Position): Promise<ChangedRows> {
    const answer = await this.store.readSince(this.room, position, null, 100_000);
    if (answer.kind !== 'rows') throw new Error(`Rows were expected, ${answer.kind} was answered.`);
    return answer.rows;
  }

  async content(id: CommentId): Promise<ContentPart> {
    return found((await this.store.readComments(this.room, [id], null)).content[0]);
  }

  async tally(id: CommentId): Promise<TallyPart> {
    return found((await this.store.readComments(this.room, [id], null)).tallies[0]);
  }
}

// Distributes over the union: Omit alone would leave only the keys that all commands share.
type DistributiveOmit<T, Key extends PropertyKey> = T extends unknown ? Omit<T, Key> : never;

/** The comment that a command names. */
export function idOf({ command }: BatchCommand): CommentId {
  if ('comment' in command) return command.comment;
  throw new Error(`${command.kind} names no comment.`);
}

export function found<T>(value: T | undefined): T {
  if (value === undefined) throw new Error('Something was expected to be there.');
  return value;
}

/** Revision at which each command was done; 0 for a refused one. */
export const revsOf = ({ outcomes }: CommitAnswer) => outcomes.map((outcome) => (outcome.ok ? outcome.done.rev : 0));
/** Code of each refusal; 'done' for what was done. */
export const codesOf = ({ outcomes }: CommitAnswer) => outcomes.map((outcome) => (outcome.ok ? 'done' : outcome.refusal.code));

/** Ids that stand in a window's interval by the rows of the whole room, in display order: what a page must show there. */
export function inWindow({ parent, order, first, last }: PageWindow, { content, tallies }: ChangedRows): CommentId[] {
  const tallyOf = new Map(tallies.map((tally) => [tally.id, tally]));
  const keyed = content
    .filter((part) => part.parent === parent)
    .map((part) => ({ id: part.id, key: keyOf(order, part, found(tallyOf.get(part.id))) as OrderKey }))
    .filter(({ key }) => first === null || compareKeys(order, key, first) >= 0)
    .filter(({ key }) => last === null || compareKeys(order, key, last) <= 0);
  return keyed.sort((a, b) => compareKeys(order, a.key, b.key)).map(({ id }) => id);
}

/** Ids of a page's rows below a parent, as the page lists them. */
export const below = (page: Page, parent: CommentId | null): CommentId[] =>
  page.content.filter((part) => part.parent === parent).map((part) => part.id);
