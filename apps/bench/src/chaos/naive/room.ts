/**
 * A discussion as a first version is often written: everything in memory, written to a file now and then. No command is known again,
 * an edit does not ask what it was made from, a vote is added to a counter.
 */
import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import type { CommandName, CommandPayloads, ContentPart, Epoch, RoomSummary, TallyPart, VoteValue } from '@parley/protocol';

interface Kept {
  head: number;
  content: Record<string, ContentPart>;
  tallies: Record<string, TallyPart>;
  votes: Record<string, { person: string; comment: string; value: VoteValue; rev: number }>;
  outcomes: { person: string; command: string }[];
  revisions: Record<string, number>;
}

export type Asked = { [Name in CommandName]: { readonly name: Name; readonly payload: CommandPayloads[Name] } }[CommandName];
/** The comments a command changed; undefined when there is nothing to change. */
type Changed = readonly string[] | undefined;

/** Commands from one writing of the file to the next. */
export const SAVE_EVERY = 100;

/** It never says that its history is another one. */
export const EPOCH = 'naive' as Epoch;

export class NaiveRoom {
  readonly #file: string;
  readonly kept: Kept;

  constructor(file: string) {
    this.#file = file;
    const empty: Kept = { head: 0, content: {}, tallies: {}, votes: {}, outcomes: [], revisions: {} };
    this.kept = existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Kept) : empty;
  }

  save(): void {
    writeFileSync(`${this.#file}.new`, JSON.stringify(this.kept));
    renameSync(`${this.#file}.new`, this.#file);
  }

  get summary(): RoomSummary {
    const rows = Object.values(this.kept.content);
    const comments = rows.filter(({ status }) => status === 'visible').length;
    return { title: 'Naive', status: 'open', comments, topLevel: rows.filter(({ parent }) => parent === null).length };
  }

  do(person: string, asked: Asked): Changed {
    this.kept.head += 1;
    this.kept.outcomes.push({ person, command: asked.payload.command });
    if (asked.name === 'post-comment') return this.#post(person, asked.payload);
    if (asked.name === 'delete-my-comments') return undefined;
    const { comment } = asked.payload;
    const content = this.kept.content[comment];
    if (!content) return undefined;
    if (asked.name === 'cast-vote') this.#vote(person, asked.payload);
    else if (asked.name === 'edit-comment') {
      const editCount = content.editCount + 1;
      this.kept.revisions[comment] = editCount;
      const { body } = asked.payload;
      this.kept.content[comment] = { ...content, body, editCount, editedAt: Date.now(), contentRev: this.kept.head };
    } else this.kept.content[comment] = { ...content, body: '', status: 'deleted', contentRev: this.kept.head };
    return [comment];
  }

  #post(person: string, { comment: id, parent, body, name }: CommandPayloads['post-comment']): Changed {
    const { head: rev, content, tallies } = this.kept;
    const above = parent === null ? undefined : content[parent];
    const place = { parent, root: above?.root ?? id, depth: above ? above.depth + 1 : 0, born: rev, createdAt: Date.now() };
    const author = { tag: person.slice(2), name } as ContentPart['author'];
    content[id] = { id, ...place, author, body, editedAt: null, editCount: 0, status: 'visible', contentRev: rev };
    tallies[id] = { id, up: 0, down: 0, replyCount: 0, best: 0, tallyRev: rev };
    const counted = parent === null ? undefined : tallies[parent];
    if (counted) Object.assign(counted, { replyCount: counted.replyCount + 1, tallyRev: rev });
    return parent === null || !counted ? [id] : [id, parent];
  }

  #vote(person: string, { comment, value }: CommandPayloads['cast-vote']): void {
    const { head: rev, votes, tallies } = this.kept;
    const tally = tallies[comment];
    if (!tally) return;
    if (value > 0) tally.up += 1;
    if (value < 0) tally.down += 1;
    tally.tallyRev = rev;
    votes[`${person} ${comment}`] = { person, comment, value, rev };
  }
}
