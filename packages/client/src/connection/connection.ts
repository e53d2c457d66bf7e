/** Drives the machine: opens and drops lines, waits, and matches answers to what was sent. */
import type { Hello, Refusal } from '@parley/protocol';
import type { RoomStatus } from '../api.ts';
import type { ClientPorts, Hint, Line, Timer } from '../ports.ts';
import { waitMs } from './backoff.ts';
import { hasLine, type Input, next, type Phase } from './machine.ts';
import { statusOf } from './status.ts';

/** A message without an answer for this long, in ms, means that the line is dead though nobody said so. */
const ANSWER_TIMEOUT_MS = 30_000;
/** Live for this long, in ms, means that the earlier tries are over and the next loss begins anew. */
const STEADY_MS = 10_000;
/** Window from which a server carries a crowd, in ms: what makes one of them join again may make all of them. */
const CROWD_WINDOW_MS = 1_000;

interface ConnectionHooks {
  hello(): Hello;
  event(name: string, payload: unknown): void;
  /** Called after each change of phase. */
  moved(phase: Phase): void;
}

export interface Connection {
  readonly phase: Phase;
  readonly status: RoomStatus;
  readonly refusal: Refusal | undefined;
  step(input: Input): void;
  /** The server said why it closes and when to come back. */
  closing(refusal: Refusal | undefined, retryWindowMs: number): void;
  /** Ends for good until `connect`. */
  refuse(refusal: Refusal): void;
  /** Sends and resolves with the raw answer, or undefined when the line was lost before it came. */
  ask(name: string, payload: object): Promise<unknown>;
  /** Tells something that wants no answer. */
  tell(name: string, payload: object): void;
  /** The server will stop: moves to another line at a random moment inside this window, ms. */
  moving(windowMs: number): void;
  /** From being told to move until it has: nothing is to be done over the present line any more. */
  readonly isMoving: boolean;
  /** Window for the next loss, from the welcome. */
  setRetryWindow(ms: number): void;
  hint(hint: Hint): void;
}

/** Steps of a move that goes well. */
const KEEPS_MOVING: ReadonlySet<Input> = new Set(['caught-up', 'fell-behind', 'wait-over', 'opened']);

export function createConnection(
  ports: Pick<ClientPorts, 'transport' | 'clock' | 'random' | 'hints' | 'askWhy'>,
  hooks: ConnectionHooks,
): Connection {
  let phase: Phase = 'idle';
  let refusal: Refusal | undefined;
  let line: Line | undefined;
  let timer: Timer | undefined;
  let attempt = 0;
  let triedBefore = false;
  let liveSince: number | undefined;
  let windowMs: number | undefined;
  let leastWaitMs = 0;
  let asking = false;
  let isMoving = false;
  let moveTimer: Timer | undefined;
  const unanswered = new Set<(answer: undefined) => void>();

  function step(input: Input): void {
    const to = next(phase, input);
    if (!to) return;
    const from = phase;
    phase = to;
    timer?.cancel();
    // A move that meets with trouble is an ordinary loss from then on.
    if (!KEEPS_MOVING.has(input)) isMoving = false;
    if (from === 'live' && ports.clock.now() - (liveSince ?? 0) >= STEADY_MS) attempt = 0;
    if (hasLine(from) && !hasLine(to)) drop();
    if (to === 'connecting') open();
    if (to === 'waiting') wait(input === 'fell-behind' && (isMoving || (attempt === 0 && !isCrowd())));
    if (to === 'live') liveSince = ports.clock.now();
    triedBefore ||= to === 'live' || to === 'waiting';
    hooks.moved(to);
    if (from === 'connecting' && input === 'lost' && liveSince === undefined) void askWhy();
    if (input === 'connect' && !ports.hints.online()) step('network-lost');
  }

  function open(): void {
    refusal = undefined;
    const current = (run: () => void) => () => {
      if (line === opening) run();
    };
    let opening: Line | undefined;
    const handlers = {
      opened: () => current(() => step('opened'))(),
      event: (name: string, payload: unknown) => current(() => hooks.event(name, payload))(),
      closed: () => current(() => step('lost'))(),
    };
    opening = ports.transport.open(hooks.hello, handlers);
    line = opening;
  }

  const isCrowd = () => (windowMs ?? 0) > CROWD_WINDOW_MS;

  function drop(): void {
    moveTimer?.cancel();
    line?.close();
    line = undefined;
    for (const lose of [...unanswered]) lose(undefined);
  }

  function wait(atOnce: boolean): void {
    const ms = atOnce ? 0 : waitMs(attempt, windowMs, ports.random.next());
    attempt += 1;
    timer = ports.clock.after(Math.max(ms, leastWaitMs), () => step(ports.hints.online() ? 'wait-over' : 'network-lost'));
    leastWaitMs = 0;
  }

  /** A browser does not tell a page that its connection was refused for where it comes from: to the page the server is down. */
  async function askWhy(): Promise<void> {
    if (asking || !ports.askWhy) return;
    asking = true;
    const why = await ports.askWhy();
    asking = false;
    if (why && (phase === 'waiting' || phase === 'connecting')) refuse(why);
  }

  function refuse(why: Refusal): void {
    refusal = why;
    step('refuse');
  }

  function ask(name: string, payload: object): Promise<unknown> {
    return new Promise((resolve) => {
      if (!line) return resolve(undefined);
      const settle = (answer: unknown) => {
        unanswered.delete(settle);
        timeout.cancel();
        resolve(answer);
      };
      const timeout = ports.clock.after(ANSWER_TIMEOUT_MS, () => {
        settle(undefined);
        step('lost');
      });
      unanswered.add(settle);
      line.send(name, payload, (answer) => unanswered.has(settle) && settle(answer));
    });
  }

  function closing(why: Refusal | undefined, retryWindowMs: number): void {
    windowMs = retryWindowMs;
    leastWaitMs = why?.class === 'slow-down' ? (why.retryAfterMs ?? 0) : 0;
    step('lost');
  }

  function moving(inMs: number): void {
    if (!hasLine(phase)) return;
    isMoving = true;
    moveTimer?.cancel();
    moveTimer = ports.clock.after(Math.floor(ports.random.next() * inMs), () => step('fell-behind'));
    hooks.moved(phase);
  }

  function hint(what: Hint): void {
    if (what === 'offline') step('network-lost');
    else if (what === 'online') step('network-back');
    else if (what === 'woke') step('wait-over');
    else if (what === 'restored') {
      step('lost');
      step('wait-over');
    }
  }

  return {
    get phase() {
      return phase;
    },
    get status() {
      return isMoving ? 'live' : statusOf(phase, triedBefore);
    },
    get refusal() {
      return refusal;
    },
    step,
    closing,
    refuse,
    ask,
    tell: (name, payload) => line?.send(name, payload),
    moving,
    get isMoving() {
      return isMoving;
    },
    setRetryWindow(ms) {
      windowMs = ms;
    },
    hint,
  };
}
