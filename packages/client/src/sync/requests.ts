/** Asks the server, again where that helps: after a lost line, a slow-down or a passing trouble. */
import {
  type Refusal,
  type RequestAnswers,
  type RequestName,
  type RequestPayloads,
  type Result,
  refused,
} from '@parley/protocol';
import type { Connection } from '../connection/connection.ts';
import type { Clock } from '../ports.ts';
import { readRequestAnswer } from './answers.ts';

/** Tries of one request before the reader is told. */
const TRIES_MAX = 4;
/** Wait before the next try after a passing trouble, in ms; doubled with each. */
const RETRY_MS = 500;

export interface Requests {
  /** `payload` is made anew for each try, so that it states the present cursor. */
  ask<Name extends RequestName>(name: Name, payload: () => RequestPayloads[Name]): Promise<Result<RequestAnswers[Name]>>;
  /** To be called whenever the connection's phase changed. */
  moved(): void;
}

export function createRequests(connection: Connection, clock: Clock): Requests {
  const waiters = new Set<() => void>();

  const canAsk = () => connection.phase === 'live' || connection.phase === 'catching-up';
  const isOver = () => connection.phase === 'refused' || connection.phase === 'closed';

  async function whenReady(): Promise<boolean> {
    while (!canAsk() && !isOver()) await new Promise<void>((resolve) => waiters.add(resolve));
    return canAsk();
  }

  const pause = (ms: number) => new Promise<void>((resolve) => clock.after(ms, resolve));

  async function ask<Name extends RequestName>(name: Name, payload: () => RequestPayloads[Name]) {
    let last: Result<RequestAnswers[Name]> = refused('going-away');
    for (let tries = 0; tries < TRIES_MAX; tries += 1) {
      if (!(await whenReady())) return last;
      const raw = await connection.ask(name, payload());
      if (raw === undefined) continue;
      last = readRequestAnswer(name, raw);
      if (last.ok || !isPassing(last.refusal)) return last;
      await pause(last.refusal.retryAfterMs ?? RETRY_MS * 2 ** tries);
    }
    return last;
  }

  return {
    ask,
    moved() {
      if (!canAsk() && !isOver()) return;
      for (const resolve of [...waiters]) {
        waiters.delete(resolve);
        resolve();
      }
    },
  };
}

const isPassing = (why: Refusal) => why.class === 'retry' || why.class === 'slow-down';
