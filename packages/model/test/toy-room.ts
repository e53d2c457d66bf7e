/** A room kept by the plainest means, to compare windows with: every row, every list sorted whole. */
import type {
  AuthorTag,
  CommentId,
  ContentPart,
  Epoch,
  Order,
  OrderKey,
  Page,
  PageFrom,
  PageWindow,
  RoomChanged,
  TallyPart,
} from '@parley/protocol';
import { bestOf, compareKeys, keyOf } from '../src/order-keys.ts';

export const EPOCH = 'toy' as Epoch;
export const idOf = (n: number) => `00000000-0000-7000-8000-${String(n).padStart(12, '0')}` as CommentId;

export class ToyRoom {
  head = 0;
  readonly content = new Map<CommentId, ContentPart>();
  readonly tallies = new Map<CommentId, TallyPart>();

  get ids(): CommentId[] {
    return [...this.content.keys()];
  }

  row(id: CommentId): ContentPart {
    const part = this.content.get(id);
    if (!part) throw new Error(`no comment ${id}`);
    return part;
  }

  tally(id: CommentId): TallyPart {
    const part = this.tallies.get(id);
    if (!part) throw new Error(`no comment ${id}`);
    return part;
  }

  post(parent: CommentId | null): void {
    this.head += 1;
    const id = idOf(this.head);
    const above = parent ? this.content.get(parent) : undefined;
    const author = { tag: 'someone' as AuthorTag, name: null };
    this.content.set(id, {
      ...{ id, parent, root: above?.root ?? id, depth: above ? above.depth + 1 : 0, born: this.head, author, body: 'text' },
      // Every third comment shares its millisecond with the one before.
      ...{ createdAt: Math.floor(this.head / 3), editedAt: null, editCount: 0, status: 'visible', contentRev: this.head },
    });
    this.tallies.set(id, { id, up: 0, down: 0, replyCount: 0, best: 0, tallyRev: this.head });
    const tally = parent && this.tallies.get(parent);
    if (tally) this.tallies.set(tally.id, { ...tally, replyCount: tally.replyCount + 1, tallyRev: this.head });
  }

  vote(id: CommentId, up: boolean): void {
    this.head += 1;
    const tally = this.tally(id);
    const counts = { up: tally.up + Number(up), down: tally.down + Number(!up) };
    this.tallies.set(id, { ...tally, ...counts, best: bestOf(counts.up, counts.down), tallyRev: this.head });
  }

  edit(id: CommentId, body: string): void {
    this.head += 1;
    const content = this.row(id);
    this.content.set(id, { ...content, body, editCount: content.editCount + 1, contentRev: this.head });
  }

  summary() {
    return { title: '', status: 'open' as const, comments: this.content.size, topLevel: this.list(null, 'oldest').length };
  }

  frame(from: number): RoomChanged {
    const content = [...this.content.values()].filter((part) => part.contentRev > from);
    const tallies = [...this.tallies.values()].filter((part) => part.tallyRev > from);
    return { epoch: EPOCH, from, to: this.head, content, tallies, summary: this.summary() };
  }

  key(order: Order, id: CommentId): number[] {
    return [...keyOf(order, this.row(id), this.tally(id))];
  }

  list(parent: CommentId | null, order: Order): CommentId[] {
    const ids = this.ids.filter((id) => this.content.get(id)?.parent === parent);
    return ids.sort((a, b) => compareKeys(order, this.key(order, a), this.key(order, b)));
  }

  /** A page as the protocol describes it, two first replies below each comment, one level deep. */
  page(parent: CommentId | null, order: Order, from: PageFrom, limit: number): Page {
    const slices =
      from.at === 'around'
        ? this.#around(parent, order, from.comment, limit)
        : [this.#slice(parent, order, ...this.#range(parent, order, from, limit), from)];
    const opened = new Set(slices.map(({ window }) => window.parent));
    for (const id of slices.flatMap(({ ids }) => ids)) {
      if (opened.has(id) || this.tallies.get(id)?.replyCount === 0) continue;
      slices.push(this.#slice(id, 'oldest', 0, 2, { at: 'start' }));
    }
    const ids = slices.flatMap((slice) => slice.ids);
    return {
      ...{ epoch: EPOCH, head: this.head, summary: this.summary(), windows: slices.map(({ window }) => window), mine: [] },
      ...{ content: ids.map((id) => this.row(id)), tallies: ids.map((id) => this.tally(id)) },
    };
  }

  #range(parent: CommentId | null, order: Order, from: PageFrom, limit: number): [number, number] {
    const list = this.list(parent, order);
    const before = (key: OrderKey, orAt: boolean) =>
      list.filter((id) => compareKeys(order, this.key(order, id), key) < (orAt ? 1 : 0)).length;
    if (from.at === 'after') return [before(from.key, true), before(from.key, true) + limit];
    if (from.at === 'before') return [Math.max(0, before(from.key, false) - limit), before(from.key, false)];
    return [0, limit];
  }

  #around(parent: CommentId | null, order: Order, comment: CommentId, limit: number) {
    const slices = [];
    for (let at: CommentId | null = comment; at !== parent && at !== null; ) {
      const id: CommentId = at;
      const list = this.row(id).parent;
      at = list;
      const listOrder = list === parent ? order : 'oldest';
      const index = this.list(list, listOrder).indexOf(id);
      const begin = Math.max(0, index - Math.floor(limit / 2));
      slices.unshift(this.#slice(list, listOrder, begin, begin + limit, { at: 'start' }));
    }
    return slices;
  }

  #slice(parent: CommentId | null, order: Order, begin: number, end: number, from: PageFrom) {
    const list = this.list(parent, order);
    const ids = list.slice(begin, end);
    const edge = (id: CommentId | undefined) => (id === undefined ? null : this.key(order, id));
    const window: PageWindow = {
      ...{ parent, order },
      first: begin > 0 ? (from.at === 'after' ? from.key.slice() : edge(ids[0])) : null,
      last: end < list.length ? (from.at === 'before' ? from.key.slice() : edge(ids.at(-1))) : null,
    };
    return { ids, window };
  }
}
