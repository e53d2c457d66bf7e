/** Reads of own votes gathered: those who join in one tick are asked for together. */
import type { OwnerFact, PersonId } from '@parley/protocol';
import type { Clock } from './ports/index.ts';

/** People asked for at once: with all their facts still a small answer. */
const PEOPLE_MAX = 100;

type Facts = readonly OwnerFact[];

export class MineReads {
  readonly #clock: Clock;
  readonly #readAll: (people: readonly PersonId[]) => Promise<readonly Facts[]>;
  /** Those who are asked for with the next read, which has not begun. */
  #next: Set<PersonId> | undefined;
  #answer: Promise<ReadonlyMap<PersonId, Facts>> | undefined;

  /** `readAll` gives the facts of each in their order; it rejects when the store does. */
  constructor(clock: Clock, readAll: (people: readonly PersonId[]) => Promise<readonly Facts[]>) {
    this.#clock = clock;
    this.#readAll = readAll;
  }

  /** Facts as they stand after this call: a read that is under way is not shared. Rejects when the store does. */
  async read(person: PersonId): Promise<Facts> {
    if (!this.#next || !this.#answer || this.#next.size >= PEOPLE_MAX) {
      this.#next = new Set();
      this.#answer = this.#readNext(this.#next);
    }
    this.#next.add(person);
    return (await this.#answer).get(person) ?? [];
  }

  async #readNext(people: Set<PersonId>): Promise<ReadonlyMap<PersonId, Facts>> {
    await this.#clock.yield();
    if (this.#next === people) this.#next = undefined;
    const asked = [...people];
    const facts = await this.#readAll(asked);
    return new Map(asked.map((person, i) => [person, facts[i] ?? []]));
  }
}
