/** A small clean history, made by hand: two writers, a viewer and a page, each kind of command once at least. */
import type { CommentId, ContentPart, Epoch, TallyPart, VoteValue } from '@parley/protocol';
import type { HistoryLine, SentCommand } from '../src/chaos/history/lines.ts';

export const EPOCH = 'epoch-1' as Epoch;
export const idOf = (n: number) => `00000000-0000-7000-8000-${n.toString(16).padStart(12, '0')}`;

type Wish =
  | { readonly kind: 'post-comment'; readonly n: number; readonly below?: number }
  | { readonly kind: 'edit-comment'; readonly n: number; readonly body: string }
  | { readonly kind: 'delete-comment'; readonly n: number }
  | { readonly kind: 'cast-vote'; readonly n: number; readonly value: VoteValue };

/** A room that does as it is asked and writes down what everybody is told. */
export class SampleRun {
  readonly lines: HistoryLine[] = [];
  readonly content = new Map<string, ContentPart>();
  readonly tallies = new Map<string, TallyPart>();
  readonly votes = new Map<string, { person: string; comment: CommentId; value: VoteValue; rev: number }>();
  readonly revisions = new Map<string, number>();
  readonly outcomes: { person: string; command: string }[] = [];
  epoch = EPOCH;
  head = 0;
  #time = 0;
  #commands = 1_000;
  readonly #watching: string[] = [];

  constructor() {
    this.add({ kind: 'started', run: 'sample', seed: 1, fault: 'none', room: 'sample' });
    const viewers = [{ who: 'viewer-1', holds: 'beginning', order: 'newest', about: null }];
    this.add({ kind: 'audience', instances: ['instance-1'], viewers });
  }

  add(line: object): void {
    this.#time += 1;
    this.lines.push({ at: this.#time, ...line } as HistoryLine);
  }

  enter(who: string, server = 'instance-1'): void {
    this.#watching.push(who);
    this.add({ kind: 'hello', who, line: 1, server, resume: null });
    const content = [...this.content.values()].map(seenOf);
    this.add({ kind: 'welcomed', who, line: 1, how: 'snapshot', epoch: this.epoch, from: this.head, to: this.head, content });
  }

  /** Sends a command; without `answer` nobody knows what it came to. */
  ask(who: string, wish: Wish, { done = true, answer = true } = {}): string {
    this.#commands += 1;
    const command = idOf(this.#commands);
    this.add({ kind: 'sent', who, line: 1, person: `person of ${who}`, command: this.#commandOf(command, wish) });
    if (done) this.#do(who, command, wish);
    const ok = { ok: true, epoch: this.epoch, rev: this.head };
    if (answer) this.add({ kind: 'answered', who, line: 1, command, answer: ok });
    return command;
  }

  /** A command that changes nothing, and what was answered. */
  told(who: string, wish: Wish, rev: number): void {
    this.#commands += 1;
    const command = idOf(this.#commands);
    this.add({ kind: 'sent', who, line: 1, person: `person of ${who}`, command: this.#commandOf(command, wish) });
    this.outcomes.push({ person: `person of ${who}`, command });
    this.add({ kind: 'answered', who, line: 1, command, answer: { ok: true, epoch: this.epoch, rev } });
  }

  #commandOf(command: string, wish: Wish): SentCommand {
    const ids = { kind: wish.kind, command, comment: idOf(wish.n) };
    if (wish.kind === 'post-comment')
      return {
        ...ids,
        parent: wish.below === undefined ? null : idOf(wish.below),
        body: `text ${wish.n}`,
        name: null,
      } as SentCommand;
    if (wish.kind === 'edit-comment')
      return { ...ids, body: wish.body, editCount: this.content.get(idOf(wish.n))?.editCount ?? 0 } as SentCommand;
    return { ...ids, ...(wish.kind === 'cast-vote' && { value: wish.value }) } as SentCommand;
  }

  #do(who: string, command: string, wish: Wish): void {
    const from = this.head;
    this.head += 1;
    const id = idOf(wish.n) as CommentId;
    const touched = new Set<string>([id]);
    const held = this.content.get(id);
    const rev = this.head;
    if (wish.kind === 'post-comment') {
      const parent = wish.below === undefined ? null : (idOf(wish.below) as CommentId);
      this.content.set(id, postedBy(who, id, parent, wish.n, rev));
      this.tallies.set(id, { id, up: 0, down: 0, replyCount: 0, best: 0, tallyRev: rev });
      const above = parent && this.tallies.get(parent);
      if (above) this.tallies.set(above.id, { ...above, replyCount: above.replyCount + 1, tallyRev: rev });
      if (above) touched.add(above.id);
    } else if (wish.kind === 'cast-vote') this.#vote(`person of ${who}`, id, wish.value);
    else if (held && wish.kind === 'edit-comment') {
      this.content.set(id, { ...held, body: wish.body, editCount: held.editCount + 1, editedAt: rev, contentRev: rev });
      this.revisions.set(id, held.editCount + 1);
    } else if (held) {
      this.content.set(id, { ...held, body: '', status: 'deleted', contentRev: rev });
      this.revisions.delete(id);
    }
    this.outcomes.push({ person: `person of ${who}`, command });
    const content = [...touched].flatMap((one) => this.content.get(one) ?? []).filter((part) => part.contentRev > from);
    for (const watcher of this.#watching) {
      const frame = { epoch: this.epoch, from, to: this.head, rows: touched.size, last: this.head };
      this.add({ kind: 'framed', who: watcher, line: 1, ...frame, content: content.map(seenOf) });
    }
  }

  #vote(person: string, comment: CommentId, value: VoteValue): void {
    this.votes.set(`${person} ${comment}`, { person, comment, value, rev: this.head });
    const values = [...this.votes.values()].filter((vote) => vote.comment === comment).map((vote) => vote.value);
    const tally = this.tallies.get(comment);
    const sums = { up: values.filter((one) => one === 1).length, down: values.filter((one) => one === -1).length };
    if (tally) this.tallies.set(comment, { ...tally, ...sums, tallyRev: this.head });
  }

  /** Everybody is asked what they hold. */
  end(): readonly HistoryLine[] {
    const content = [...this.content.values()];
    const tallies = [...this.tallies.values()];
    const visible = content.filter(({ status }) => status === 'visible').length;
    const topLevel = content.filter(({ parent }) => parent === null).length;
    const summary = { title: 'sample', status: 'open', comments: visible, topLevel };
    const all = { epoch: this.epoch, summary, content, tallies };
    const windows = [{ parent: null, order: 'newest', first: null, last: null }];
    for (const who of this.#watching) this.add({ kind: 'view', who, status: 'live', cursor: this.head, windows, ...all });
    this.add({ kind: 'store', from: 'instance-1', head: this.head, ...all, private: null });
    const revisions = [...this.revisions].map(([comment, count]) => ({ comment, count }));
    const kept = { votes: [...this.votes.values()], outcomes: this.outcomes, revisions };
    this.add({ kind: 'store', from: 'database', head: this.head, ...all, private: kept });
    return structuredClone(this.lines);
  }
}

const seenOf = ({ id, contentRev, status, body }: ContentPart) => ({ id, rev: contentRev, status, body });

function postedBy(who: string, id: CommentId, parent: CommentId | null, n: number, rev: number): ContentPart {
  const places = { parent, root: parent ?? id, depth: parent === null ? 0 : 1, born: rev, createdAt: rev, contentRev: rev };
  const author = { tag: `tag-${who}`, name: null };
  return { id, ...places, author, body: `text ${n}`, editedAt: null, editCount: 0, status: 'visible' } as ContentPart;
}

/** Each kind of command, with pages read in between and a sample of the database. */
export function sampleRun(): SampleRun {
  const run = new SampleRun();
  for (const who of ['writer-1', 'writer-2', 'viewer-1']) run.enter(who);
  run.enter('viewer-2', 'instance-2');
  for (const n of [1, 2, 3]) run.ask('writer-1', { kind: 'post-comment', n });
  run.ask('writer-2', { kind: 'post-comment', n: 4, below: 1 });
  run.ask('writer-1', { kind: 'edit-comment', n: 1, body: 'text 1, first edit' });
  run.ask('writer-1', { kind: 'edit-comment', n: 1, body: 'text 1, second edit' });
  run.ask('writer-2', { kind: 'cast-vote', n: 1, value: 1 });
  run.ask('writer-2', { kind: 'cast-vote', n: 1, value: -1 });
  const command = run.ask('writer-1', { kind: 'delete-comment', n: 2 });
  run.add({ kind: 'durable', command, found: true });
  const content = [...run.content.values()].map(seenOf);
  const named = { epoch: run.epoch, rev: run.head };
  const page = { kind: 'read', asked: 1_000_000, line: 1, epoch: run.epoch, head: run.head, content };
  // Somebody who named a revision and wrote nothing where they read, and somebody who named none.
  run.add({ ...page, who: 'viewer-2', named });
  run.add({ ...page, who: 'writer-2', named: null });
  run.ask('writer-2', { kind: 'post-comment', n: 5 });
  return run;
}
