/** Sends what waits, in order, and deals with the answers by their class. Runs in one tab of a person at a time (OUT-9). */
import {
  type Command,
  type CommandDone,
  type CommandId,
  IN_FLIGHT_MAX,
  type Refusal,
  type Result,
  STALE_PENDING_MS,
} from '@parley/protocol';
import type { Connection } from '../connection/connection.ts';
import type { Identity } from '../identity.ts';
import type { Clock, Timer } from '../ports.ts';
import { readCommandAnswer } from '../sync/answers.ts';
import { mayStand, type Outbox, type Pending } from './outbox.ts';

/** Wait after a passing trouble of the server, in ms; doubled with each try up to the longest: who waits sees it over within that. */
const RETRY_MS = 1_000;
const RETRY_MAX_MS = 10_000;
/** Half of what a socket may have under way: the rest is for requests and other tabs. */
const UNDER_WAY_MAX = IN_FLIGHT_MAX / 2;
/** Times a command asks for a new identity before it counts as refused. */
const SIGN_INS_MAX = 2;

/** The command may have been done all the same. Other refusals say that this try was not. */
const isUnsure = (refusal: Refusal): boolean => refusal.class === 'retry';

export interface Sender {
  /** Looks what can be sent now; to be called after every change. */
  pump(): void;
  isUnderWay(command: CommandId): boolean;
  /** Whether this tab is the one that sends. */
  setHolding(holding: boolean): void;
}

interface SenderHooks {
  changed(): void;
  answered(entry: Pending, answer: Result<CommandDone>): void;
}

export function createSender(
  outbox: Outbox,
  connection: Connection,
  identity: Identity,
  clock: Clock,
  hooks: SenderHooks,
): Sender {
  const underWay = new Set<CommandId>();
  let holding = false;
  let timer: Timer | undefined;
  let signingIn = false;

  /** Old texts are asked about, old votes dropped (OUT-5). Only what nobody has tried to send lately gets that old. */
  function sortOutStale(now: number): void {
    for (const entry of outbox.entries) {
      if (entry.phase !== 'queued' || underWay.has(entry.command.command) || now - entry.at <= STALE_PENDING_MS) continue;
      if (entry.command.kind === 'cast-vote') outbox.remove(entry.command.command);
      else if ('body' in entry.command) outbox.put({ ...entry, phase: 'asking' });
    }
  }

  /** A server that stops takes nothing more: what waits goes over the next line. */
  const canSend = () => connection.phase === 'live' && !connection.isMoving;

  function pump(): void {
    timer?.cancel();
    const now = clock.now();
    if (holding) sortOutStale(now);
    const queued = outbox.entries.filter((entry) => entry.phase === 'queued' && !underWay.has(entry.command.command));
    const due = queued.filter((entry) => (entry.notBefore ?? 0) <= now);
    const later = queued.map((entry) => entry.notBefore ?? 0).filter((time) => time > now);
    if (later.length > 0) timer = clock.after(Math.min(...later) - now, hooks.changed);
    if (holding && canSend() && due.length > 0) void send();
  }

  async function send(): Promise<void> {
    if (signingIn) return;
    signingIn = true;
    const known = await identity.ensure();
    signingIn = false;
    const now = clock.now();
    if (!known.ok) return noIdentity(known.refusal, now);
    for (const entry of outbox.entries) {
      if (underWay.size >= UNDER_WAY_MAX || !canSend() || !holding) break;
      if (entry.phase === 'queued' && (entry.notBefore ?? 0) <= now && isFree(entry.command)) void sendOne(entry);
    }
  }

  /** Whether nothing that must come first is still unanswered: the same comment's earlier command, a parent's own post. */
  function isFree(command: Command): boolean {
    if (underWay.has(command.command)) return false;
    const needs = [...('comment' in command ? [command.comment] : []), ...('parent' in command ? [command.parent] : [])];
    return !outbox.entries.some((entry) => {
      const { command: earlier } = entry;
      if (entry.phase === 'done' || earlier.command >= command.command || !('comment' in earlier)) return false;
      const mayCome = earlier.kind === 'post-comment' || underWay.has(earlier.command) || mayStand(entry);
      return mayCome && needs.includes(earlier.comment);
    });
  }

  async function sendOne(queued: Pending): Promise<void> {
    const { kind, ...payload } = queued.command;
    if (!outbox.isKept(payload.command)) {
      outbox.remove(payload.command);
      hooks.changed();
      return;
    }
    const entry = { ...queued, sent: true };
    underWay.add(payload.command);
    outbox.put(entry);
    hooks.changed();
    const raw = await connection.ask(kind, payload);
    underWay.delete(payload.command);
    if (raw !== undefined) {
      const answer = readCommandAnswer(raw);
      if (answer.ok) {
        outbox.put({ ...entry, phase: 'done', notBefore: null, refusal: undefined, done: answer.value });
        endWaits();
      } else refusedBy({ ...entry, sent: isUnsure(answer.refusal) || queued.sent }, answer.refusal);
      hooks.answered(entry, answer);
    }
    hooks.changed();
  }

  /** The server does again what it could not: nothing waits any longer for that. */
  function endWaits(): void {
    for (const entry of outbox.entries)
      if (entry.phase === 'queued' && entry.refusal?.class === 'retry' && entry.notBefore !== null)
        outbox.put({ ...entry, notBefore: null });
  }

  function refusedBy(entry: Pending, refusal: Refusal): void {
    const tries = entry.tries + 1;
    const again = (ms: number) => outbox.put({ ...entry, tries, refusal, notBefore: clock.now() + ms });
    if (isReplaced(entry)) outbox.remove(entry.command.command);
    else if (refusal.class === 'slow-down') again(refusal.retryAfterMs ?? RETRY_MS);
    else if (refusal.class === 'retry') again(Math.min(RETRY_MAX_MS, RETRY_MS * 2 ** entry.tries));
    else if (refusal.class === 'sign-in' && entry.tries < SIGN_INS_MAX) {
      identity.drop(identity.token);
      again(0);
    } else if ('body' in entry.command) outbox.put({ ...entry, tries, phase: 'refused', refusal, notBefore: null });
    else outbox.remove(entry.command.command);
  }

  /** A vote that was not done and is no longer wanted. */
  const isReplaced = ({ command, sent }: Pending): boolean =>
    command.kind === 'cast-vote' &&
    sent !== true &&
    outbox.entries.some(
      ({ command: later }) => later.kind === 'cast-vote' && later.comment === command.comment && later.command > command.command,
    );

  /** Nobody to write as: what was to be sent is refused with the same reason. */
  function noIdentity(refusal: Refusal, now: number): void {
    // The line went away: there will be another.
    if (refusal.code === 'going-away') return;
    for (const entry of outbox.entries) {
      if (entry.phase !== 'queued' || (entry.notBefore ?? 0) > now) continue;
      refusedBy(entry, refusal);
      hooks.answered(entry, { ok: false, refusal });
    }
    hooks.changed();
  }

  return {
    pump,
    isUnderWay: (command) => underWay.has(command),
    setHolding(now) {
      holding = now;
      pump();
    },
  };
}
