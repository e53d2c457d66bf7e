/** The façade: puts the parts together and gives an application one method per thing a person can do. */
import { isAhead, stateOfPage } from '@parley/model';
import {
  type CommentId,
  DEFAULT_ORDER,
  type Hello,
  type Order,
  type Page,
  PROTOCOL_CURRENT,
  type Result,
  type RoomSlug,
} from '@parley/protocol';
import type { Pace, Reading, RoomClient } from './api.ts';
import { createConnection } from './connection/connection.ts';
import { hasLine } from './connection/machine.ts';
import { createDrafts } from './drafts.ts';
import { createIdentity } from './identity.ts';
import { createIds } from './ids.ts';
import { inspectable } from './inspect.ts';
import { createOutbox, type Pending } from './pending/outbox.ts';
import { createPendingCommands, textOf } from './pending/pending-commands.ts';
import { createSender } from './pending/sender.ts';
import { createSettlement } from './pending/settlement.ts';
import type { ClientPorts } from './ports.ts';
import { createAcknowledger } from './sync/acknowledger.ts';
import { createInbox, type RoomFacts } from './sync/inbox.ts';
import { createPages } from './sync/pages.ts';
import { createReplica } from './sync/replica.ts';
import { createRequests } from './sync/requests.ts';
import { rereadWindows } from './sync/resume.ts';
import { createReader } from './view/reader.ts';
import { createRoomViews } from './view/views.ts';

export interface RoomClientOptions extends ClientPorts {
  /** Origin of the server; part of the keys under which this device keeps things. */
  readonly server: string;
  readonly room: RoomSlug;
  readonly order?: Order | undefined;
  readonly pace?: Pace | undefined;
  /** Title for a room that its first comment will make. */
  readonly title?: string | undefined;
  /** The page that the server's HTML was made of: the live stream goes on from there. */
  readonly snapshot?: Page | undefined;
  /** Comment that the first page must show. */
  readonly comment?: CommentId | undefined;
}

export function createRoomClient(options: RoomClientOptions): RoomClient {
  const { server, room, storage, clock, random } = options;
  const prefix = `parley:${server}:${room}:`;
  const facts: RoomFacts = { me: null, exists: true, watching: 0, clockOffset: 0 };
  const reader = { order: options.order ?? DEFAULT_ORDER, pace: options.pace ?? 'buffered', reading: null as Reading | null };
  let helloToken: string | undefined;
  let lacksMine = options.snapshot !== undefined;
  let stops: (() => void)[] = [];
  let release: (() => void) | undefined;
  const listeners = new Set<() => void>();
  let notifying = false;

  const initial = options.snapshot && stateOfPage(options.snapshot);
  const replica = createReplica(initial, () => views.pins(), changed);
  const connection = createConnection(options, { hello, event: (name, payload) => receive(name, payload), moved });
  const acknowledger = createAcknowledger(replica, connection, clock, random);
  const requests = createRequests(connection, clock);
  const pages = createPages(replica, requests);
  const identity = createIdentity({ server, storage, connection, facts, makeGuest: options.makeGuest, changed, forgot });
  const outbox = createOutbox(storage, prefix);
  const drafts = createDrafts(storage, prefix);
  const sender = createSender(outbox, connection, identity, clock, { changed, answered });
  const pending = createPendingCommands(outbox, clock, createIds(clock, random), sender.isUnderWay, changed);
  const views = createRoomViews({ room, replica, connection, facts, outbox, identity, clock, reader });
  const settlement = createSettlement(outbox, replica, connection, views.keep);
  const acts = createReader({ replica, pages, views, reader, changed });
  const allDeleted = new Map<string, (result: Result<void>) => void>();
  const receive = createInbox(replica, facts, connection, clock, {
    changed,
    reset: (page) => void rereadWindows(page, replica, pages, connection),
    tokenRefused: () => identity.drop(helloToken),
    ...acknowledger,
    closing({ refusal, retryWindowMs }) {
      if (refusal.class === 'sign-in') identity.drop(helloToken);
      else if (refusal.class !== 'retry' && refusal.class !== 'slow-down') return connection.refuse(refusal);
      connection.closing(refusal, retryWindowMs);
    },
  });

  function hello(): Hello {
    const state = replica.shown;
    const anchor = state ? reader.reading?.first : options.comment;
    helloToken = identity.token;
    return {
      protocol: PROTOCOL_CURRENT,
      room,
      order: reader.order,
      ...(anchor && (!state || state.content.has(anchor)) && { around: anchor }),
      ...(helloToken !== undefined && { token: helloToken }),
      ...(state && !isAhead(state) && { resume: { epoch: state.epoch, rev: state.cursor } }),
      ...(options.title && { title: options.title }),
    };
  }

  /** Own votes are those of whoever wrote here before. */
  function forgot(): void {
    const { current } = replica;
    if (current && current.mine.size > 0) replica.set({ ...current, mine: new Map() });
  }

  function greeted(): void {
    identity.greeted(helloToken);
    // A rendered page is the same for all and holds nobody's votes.
    if (lacksMine) void identity.again();
    lacksMine = false;
  }

  function moved(): void {
    if (connection.phase === 'live') settlement.joined();
    if (connection.phase === 'live' && facts.me !== null) greeted();
    // Another tab may have changed who this is while the greeting was under way.
    if (connection.phase === 'live') identity.heard();
    if (connection.phase === 'joining') identity.greeted(undefined);
    if (!hasLine(connection.phase)) replica.endReset(false);
    if (connection.phase === 'refused') giveUpTurn();
    requests.moved();
    changed();
  }

  /** Something changed: settles what is done, sends what can be sent, and tells the listeners once this turn is over. */
  function changed(): void {
    views.stale();
    settlement.look();
    acknowledger.look();
    sender.pump();
    if (replica.entering().length > 0) void pages.fetchEntering();
    if (notifying) return;
    notifying = true;
    void Promise.resolve().then(() => {
      notifying = false;
      for (const listener of [...listeners]) listener();
    });
  }

  function answered({ command }: Pending, answer: Result<unknown>): void {
    if (answer.ok && command.kind === 'post-comment') drafts.settle(command.parent ?? '', command.body);
    if (answer.ok && command.kind === 'edit-comment') drafts.settle(`edit:${command.comment}`, command.body);
    const isOver = answer.ok || !outbox.entries.some((entry) => entry.command.command === command.command);
    if (isOver) allDeleted.get(command.command)?.(answer.ok ? { ok: true, value: undefined } : answer);
  }

  const editCountOf = (comment: CommentId) => replica.shown?.content.get(comment)?.editCount ?? 0;

  /** Of several tabs one sends (OUT-9). */
  function holdTurn(): void {
    release ??= options.locks.hold(`${prefix}send`, () => sender.setHolding(true));
  }

  function giveUpTurn(): void {
    release?.();
    release = undefined;
    sender.setHolding(false);
  }

  function start(): void {
    stops = [
      giveUpTurn,
      options.hints.watch((hint) => {
        // A page that is put aside must not keep the other tabs from sending.
        if (hint === 'frozen') giveUpTurn();
        else if (hint !== 'offline') holdTurn();
        connection.hint(hint);
      }),
      storage.watch((key) => {
        if (outbox.heard(key)) changed();
        else if (key.startsWith(`parley:${server}:`)) identity.heard();
      }),
    ];
  }

  function stop(): void {
    for (const end of stops) end();
    stops = [];
  }

  const client: RoomClient = {
    get view() {
      return views.view();
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    connect() {
      if (stops.length === 0) start();
      holdTurn();
      connection.step('connect');
    },
    close() {
      stop();
      connection.step('close');
    },
    postComment: (parent, body) => pending.post(parent, body, identity.name),
    editComment(comment, body) {
      const held = replica.shown?.content.get(comment);
      return pending.edit(comment, body, held?.editCount ?? 0, held?.body);
    },
    deleteComment: pending.remove,
    undoDelete: pending.undoRemove,
    castVote: (comment, value) => pending.vote(comment, value, replica.shown?.mine.get(comment)?.at(-1)?.value ?? 0),
    deleteMyComments: () => new Promise((resolve) => allDeleted.set(pending.removeAllMine(), resolve)),
    retry(comment) {
      const current = textOf(outbox, comment)?.refusal?.current;
      pending.retry(comment, Math.max(editCountOf(comment), current?.editCount ?? 0));
    },
    discard: pending.discard,
    setName: identity.setName,
    ...acts,
    async readRevisions(comment) {
      const answer = await requests.ask('read-revisions', () => ({ comment }));
      return answer.ok ? { ok: true, value: answer.value.revisions } : answer;
    },
    draft: drafts.read,
    saveDraft: drafts.save,
    forgetMe() {
      for (const key of storage.keys(`parley:${server}:`)) storage.remove(key);
      outbox.clear();
      identity.drop(undefined);
      connection.step('fell-behind');
      changed();
    },
  };
  return inspectable(client, () => replica.shown);
}
