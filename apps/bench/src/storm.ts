/** The people of a storm: voters who change their minds, authors who write and edit. Counts what was acknowledged. */
import { seeded, zipf } from './chance.ts';
import { steadyMs } from './clock.ts';
import { Histogram, type SentHistogram } from './histogram.ts';
import { newId } from './ids.ts';
import type { Write } from './latency.ts';
import { evenly } from './pace.ts';
import { postOf, type RawWriter, type Told } from './raw-writer.ts';
import { BODY } from './room.ts';

export interface StormPlan {
  readonly votesPerSecond: number;
  readonly commentsPerSecond: number;
  readonly editsPerSecond: number;
  readonly seconds: number;
  readonly seed: number;
}

export interface StormResult {
  /** Every acknowledged change. */
  readonly writes: readonly Write[];
  readonly votes: number;
  readonly comments: number;
  readonly edits: number;
  /** Not sent, because this person already had as many under way as a client may. */
  readonly heldBack: number;
  readonly refused: number;
  /** Sent, and without an answer when the wait for the last ones was over. */
  readonly unanswered: number;
  readonly waits: SentHistogram;
  /** What every comment must show at the end, from the acknowledged votes alone: its id, up, down. */
  readonly tallies: readonly (readonly [string, number, number])[];
}

/** Commands one socket may have under way (SPEC CONN-6). */
const IN_FLIGHT_MAX = 32;
/** Longest wait for the last answers, ms: a server that drowns never gives them. */
const LAST_ANSWERS_MS = 20_000;

interface Standing {
  rev: number;
  value: number;
  under: boolean;
}

export class Storm {
  readonly #voters: readonly RawWriter[];
  readonly #authors: readonly RawWriter[];
  readonly #ids: string[] = [];
  /** Voter's number and comment → the vote that stands. */
  readonly #standing = new Map<string, Standing>();
  readonly #edits = new Map<string, number>();
  #counts = { votes: 0, comments: 0, edits: 0, heldBack: 0, refused: 0 };
  #writes: Write[] = [];
  #waits = new Histogram();
  #under: Promise<void>[] = [];

  constructor(voters: readonly RawWriter[], authors: readonly RawWriter[]) {
    this.#voters = voters;
    this.#authors = authors;
  }

  /** Writes the comments that are voted on, a few at a time. */
  async seed(comments: number): Promise<void> {
    for (let n = 0; n < comments; n++) {
      const author = n % this.#authors.length;
      const id = newId();
      this.#ids.push(id);
      await this.#post(author, id, n);
    }
  }

  async run(plan: StormPlan): Promise<StormResult> {
    this.#counts = { votes: 0, comments: 0, edits: 0, heldBack: 0, refused: 0 };
    this.#writes = [];
    this.#waits = new Histogram();
    this.#under = [];
    const chance = seeded(plan.seed);
    const pick = zipf(this.#ids.length, chance);
    await Promise.all([
      evenly(plan.votesPerSecond, plan.seconds, (n) => this.#vote(n % this.#voters.length, pick, chance)),
      evenly(plan.commentsPerSecond, plan.seconds, (n) => this.#track(() => this.#post(n % this.#authors.length, newId(), n))),
      evenly(plan.editsPerSecond, plan.seconds, (n) => this.#track(() => this.#edit(n))),
    ]);
    await Promise.race([Promise.all(this.#under), new Promise((resolve) => setTimeout(resolve, LAST_ANSWERS_MS))]);
    const unanswered = [...this.#voters, ...this.#authors].reduce((sum, writer) => sum + writer.inFlight, 0);
    return { ...this.#counts, unanswered, writes: this.#writes, waits: this.#waits.send(), tallies: this.#tallies() };
  }

  #track(act: () => Promise<void>): void {
    this.#under.push(act());
  }

  #vote(voter: number, pick: () => number, chance: () => number): void {
    const writer = this.#voters[voter];
    if (!writer || writer.inFlight >= IN_FLIGHT_MAX) {
      this.#counts.heldBack += 1;
      return;
    }
    let comment = '';
    let standing: Standing | undefined;
    // As a client does, nobody sends a second vote on a comment while the first is under way: then they look at another one.
    do {
      comment = this.#ids[pick()] ?? '';
      const key = `${voter} ${comment}`;
      standing = this.#standing.get(key) ?? { rev: 0, value: 0, under: false };
      this.#standing.set(key, standing);
    } while (standing.under);
    const others = [-1, 0, 1].filter((value) => value !== standing.value);
    this.#track(() => this.#cast(writer, comment, standing, others[Math.floor(chance() * 2)] ?? 0));
  }

  async #cast(writer: RawWriter, comment: string, standing: Standing, value: number): Promise<void> {
    standing.under = true;
    const rev = await this.#ask(writer, 'cast-vote', { command: newId(), comment, value });
    standing.under = false;
    if (rev === undefined) return;
    this.#counts.votes += 1;
    Object.assign(standing, { rev, value });
  }

  async #post(author: number, comment: string, n: number): Promise<void> {
    const writer = this.#authors[author] as RawWriter;
    if ((await this.#ask(writer, 'post-comment', postOf(`${n} ${BODY}`, comment))) !== undefined) this.#counts.comments += 1;
  }

  async #edit(n: number): Promise<void> {
    const at = n % this.#ids.length;
    const comment = this.#ids[at] ?? '';
    const editCount = this.#edits.get(comment) ?? 0;
    this.#edits.set(comment, editCount + 1);
    const writer = this.#authors[at % this.#authors.length] as RawWriter;
    const rev = await this.#ask(writer, 'edit-comment', { command: newId(), comment, body: `Edited ${n}. ${BODY}`, editCount });
    if (rev !== undefined) this.#counts.edits += 1;
  }

  /** The revision at which it was done. */
  async #ask(writer: RawWriter, name: string, payload: object): Promise<number | undefined> {
    const begun = steadyMs();
    const told: Told = await writer.ask(name, payload);
    const at = steadyMs();
    this.#waits.add(at - begun);
    if (!told.ok) {
      this.#counts.refused += 1;
      return undefined;
    }
    this.#writes.push({ mark: told.value.rev, at });
    return told.value.rev;
  }

  #tallies(): [string, number, number][] {
    const sums = new Map(this.#ids.map((id) => [id, { up: 0, down: 0 }]));
    for (const [key, { value }] of this.#standing) {
      const sum = sums.get(key.slice(key.indexOf(' ') + 1));
      if (sum && value > 0) sum.up += 1;
      if (sum && value < 0) sum.down += 1;
    }
    return [...sums].map(([id, { up, down }]) => [id, up, down]);
  }
}
