/** A scripted room: a client whose view the test writes, and which notes what it was asked to do. */
import type { CommentView, ListView, PendingState, Reading, RoomClient, RoomView } from '@parley/client';
import type { CommentId, Order, Refusal, Result, Revision, RoomSlug, VoteValue } from '@parley/protocol';

export const idOf = (n: number): CommentId => `00000000-0000-7000-8000-${String(n).padStart(12, '0')}` as CommentId;

export interface Row {
  id: CommentId;
  parent: CommentId | null;
  name: string | null;
  body: string;
  createdAt: number;
  editedAt: number | null;
  editCount: number;
  status: CommentView['status'];
  up: number;
  down: number;
  myVote: VoteValue;
  own: boolean;
  pending: PendingState | undefined;
  deletingAt: number | undefined;
  /** Waits behind its list's button. */
  waiting: boolean;
  /** Not loaded: stands behind "Show more" or "Show N replies". */
  hidden: boolean;
}

/** Lists are shown in the order of `rows`. */
export class FakeRoom implements RoomClient {
  rows: Row[] = [];
  calls: unknown[][] = [];
  revisions: Result<readonly Revision[]> = { ok: true, value: [] };
  /** What the next post or edit is refused with at once. */
  refuseNext: Refusal | undefined;
  reading: Reading | null = null;
  /** The rows wait for another order. */
  newOrder = false;
  view: RoomView;
  private readonly drafts = new Map<string, string>();
  private readonly listeners = new Set<() => void>();
  private facts: Partial<RoomView> = {};
  private readonly made = new Map<string, object>();
  private next = 1_000;
  private told = false;

  constructor(rows: Partial<Row>[] = [], facts: Partial<RoomView> = {}) {
    this.facts = facts;
    for (const row of rows) this.put(row);
    this.view = this.build();
  }

  /** Adds a comment at the end, or at the beginning of its list. */
  put(row: Partial<Row>, at: 'first' | 'last' = 'last'): Row {
    const full: Row = {
      ...{ id: idOf(this.next), parent: null, name: null, body: `Comment ${this.next}`, createdAt: Date.now() - 60_000 },
      ...{ editedAt: null, editCount: 0, status: 'visible', up: 0, down: 0, myVote: 0, own: false },
      ...{ pending: undefined, deletingAt: undefined, waiting: false, hidden: false },
      ...row,
    };
    this.next += 1;
    if (at === 'first') this.rows.unshift(full);
    else this.rows.push(full);
    return full;
  }

  row(id: CommentId): Row {
    const row = this.rows.find((each) => each.id === id);
    if (!row) throw new Error(`no row ${id}`);
    return row;
  }

  /** A comment as the view would show it. */
  viewOf(id: CommentId): CommentView {
    return this.comment(this.row(id), 0);
  }

  set(facts: Partial<RoomView>): void {
    this.facts = { ...this.facts, ...facts };
    this.tell();
  }

  /** Shows what the test changed. */
  tell(): void {
    if (this.told) return;
    this.told = true;
    queueMicrotask(() => {
      this.told = false;
      this.view = this.build();
      for (const listener of this.listeners) listener();
    });
  }

  subscribe(listener: () => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }
  connect(): void {
    this.calls.push(['connect']);
  }
  close(): void {
    this.calls.push(['close']);
  }

  postComment(parent: CommentId | null, body: string): Result<CommentId> {
    this.calls.push(['post', parent, body]);
    if (this.refuseNext) return this.refusal();
    const row = this.put(
      { parent, body, own: true, name: this.view.name, createdAt: Date.now(), pending: { kind: 'sending' } },
      parent === null ? 'first' : 'last',
    );
    this.tell();
    return { ok: true, value: row.id };
  }
  editComment(comment: CommentId, body: string): Result<void> {
    this.calls.push(['edit', comment, body]);
    if (this.refuseNext) return this.refusal();
    Object.assign(this.row(comment), { body, pending: { kind: 'sending' } });
    this.tell();
    return { ok: true, value: undefined };
  }
  /** The server has it. */
  settle(comment: CommentId): void {
    const row = this.row(comment);
    row.pending = undefined;
    this.drafts.delete(row.parent ?? '');
    this.tell();
  }
  deleteComment(comment: CommentId): void {
    this.calls.push(['delete', comment]);
    this.row(comment).deletingAt = Date.now() + 6_000;
    this.tell();
  }
  undoDelete(comment: CommentId): void {
    this.calls.push(['undo', comment]);
    this.row(comment).deletingAt = undefined;
    this.tell();
  }
  castVote(comment: CommentId, value: VoteValue): void {
    this.calls.push(['vote', comment, value]);
    const row = this.row(comment);
    row.up += (value === 1 ? 1 : 0) - (row.myVote === 1 ? 1 : 0);
    row.down += (value === -1 ? 1 : 0) - (row.myVote === -1 ? 1 : 0);
    row.myVote = value;
    this.tell();
  }
  async deleteMyComments(): Promise<Result<void>> {
    this.calls.push(['delete-mine']);
    for (const row of this.rows) if (row.own) Object.assign(row, { status: 'deleted', body: '', name: null });
    this.tell();
    return { ok: true, value: undefined };
  }
  retry(comment: CommentId): void {
    this.calls.push(['retry', comment]);
    this.row(comment).pending = { kind: 'sending' };
    this.tell();
  }
  discard(comment: CommentId): string | undefined {
    this.calls.push(['discard', comment]);
    const row = this.rows.find((each) => each.id === comment);
    this.rows = this.rows.filter((each) => each !== row);
    this.tell();
    return row?.body;
  }
  setName(name: string | null): Result<void> {
    this.calls.push(['name', name]);
    this.set({ name });
    return { ok: true, value: undefined };
  }
  async setOrder(order: Order): Promise<void> {
    this.calls.push(['order', order]);
    this.set({ order });
  }
  setPace(): void {}
  setReading(reading: Reading | null): void {
    this.reading = reading;
  }
  showNew(parent: CommentId | null): void {
    this.calls.push(['show-new', parent]);
    for (const row of this.rows) if (row.parent === parent) row.waiting = false;
    if (this.newOrder) this.rows.reverse();
    this.newOrder = false;
    this.tell();
  }
  async showMore(parent: CommentId | null): Promise<void> {
    this.calls.push(['show-more', parent]);
    for (const row of this.rows) if (row.parent === parent) row.hidden = false;
    this.tell();
  }
  async showComment(comment: CommentId): Promise<boolean> {
    this.calls.push(['show-comment', comment]);
    const row = this.rows.find((each) => each.id === comment);
    if (row) row.hidden = false;
    this.tell();
    return row !== undefined;
  }
  async readRevisions(comment: CommentId): Promise<Result<readonly Revision[]>> {
    this.calls.push(['revisions', comment]);
    return this.revisions;
  }
  draft(place: string): string {
    return this.drafts.get(place) ?? '';
  }
  saveDraft(place: string, text: string): void {
    this.drafts.set(place, text);
  }
  forgetMe(): void {
    this.calls.push(['forget']);
    this.drafts.clear();
    this.set({ known: false, name: null });
  }

  private refusal(): { ok: false; refusal: Refusal } {
    const refusal = this.refuseNext as Refusal;
    this.refuseNext = undefined;
    return { ok: false, refusal };
  }

  private build(): RoomView {
    const waiting = this.rows.filter((row) => row.waiting).length;
    const visible = this.rows.filter((row) => row.status === 'visible' && !row.pending).length;
    return {
      room: 'test-room' as RoomSlug,
      status: 'live',
      refusal: undefined,
      loaded: true,
      exists: true,
      watching: 3,
      order: 'newest',
      pace: 'buffered',
      name: null,
      known: true,
      mineElsewhere: [],
      clockOffset: 0,
      newTotal: waiting,
      ...this.facts,
      summary: { title: 'A room', status: 'open', comments: visible, topLevel: 0, ...this.facts.summary },
      top: this.facts.top ?? (this.facts.loaded === false ? { ...this.list(null, 0), comments: [] } : this.list(null, 0)),
    };
  }

  private list(parent: CommentId | null, depth: number): ListView {
    const rows = this.rows.filter((row) => row.parent === parent);
    const comments = rows.filter((row) => !row.waiting && !row.hidden).map((row) => this.comment(row, depth));
    const hidden = rows.filter((row) => row.hidden).length;
    return this.same(`list ${parent}`, {
      parent,
      order: parent === null ? (this.facts.order ?? 'newest') : 'oldest',
      comments: this.same(`rows ${parent}`, comments),
      newCount: rows.filter((row) => row.waiting).length,
      newOrder: parent === null && this.newOrder,
      hasBefore: false,
      hasAfter: hidden > 0,
      hiddenCount: parent === null ? 0 : hidden,
      loading: false,
      fault: undefined,
    });
  }

  private comment(row: Row, depth: number): CommentView {
    const { id, parent, body, createdAt, editedAt, editCount, status, up, down, myVote, own, pending, deletingAt } = row;
    const replies = this.list(id, depth + 1);
    const all = this.rows.filter((each) => each.parent === id).length;
    return this.same(id, {
      ...{ id, parent, depth, body, createdAt, editedAt, editCount, status, up, down, myVote, own, pending, deletingAt },
      author: this.same(`author ${id}`, { tag: null, name: row.name }),
      score: up - down,
      replyCount: all,
      replies,
    });
  }

  /** The same object as before when nothing in it changed, as the real client does. */
  private same<T extends object>(key: string, value: T): T {
    const before = this.made.get(key) as T | undefined;
    const names = Object.keys(value) as (keyof T)[];
    if (before && Object.keys(before).length === names.length && names.every((name) => Object.is(before[name], value[name])))
      return before;
    this.made.set(key, value);
    return value;
  }
}
