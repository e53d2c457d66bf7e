/** A client for a page. */
import { browserHints } from './connection/browser-hints.ts';
import { type ClientChoices, clientOf, freeLocks, refusalIn } from './node.ts';
import type { AskWhy, Locks } from './ports.ts';
import { browserStorage, memoryStorage } from './storage.ts';

/** Keeps identity, drafts and what is not sent yet in the browser's storage where that is allowed, else in memory. */
export function browserRoomClient(choices: ClientChoices) {
  const storage = browserStorage();
  // What is in this tab's memory can be sent by this tab alone.
  const locks = storage && 'locks' in navigator ? webLocks : freeLocks;
  return clientOf(choices, { storage: storage ?? memoryStorage(), locks, hints: browserHints(), askWhy: whyOf(choices.server) });
}

/** One tab at a time, by Web Locks. */
const webLocks: Locks = {
  hold(name, held) {
    const stop = new AbortController();
    let release = () => {};
    const until = new Promise<void>((resolve) => {
      release = resolve;
    });
    const turn = () => {
      held();
      return until;
    };
    navigator.locks.request(name, { signal: stop.signal }, turn).catch(() => undefined);
    return () => {
      stop.abort();
      release();
    };
  },
};

/** Longest wait for the answer why, in ms. */
const WHY_TIMEOUT_MS = 10_000;

/** Only the server's own words count: any other answer may come from something between. */
function whyOf(server: string): AskWhy {
  return async () => {
    try {
      const signal = AbortSignal.timeout(WHY_TIMEOUT_MS);
      const response = await fetch(new URL('/api/origin', server), { method: 'POST', credentials: 'omit', signal });
      return response.ok ? undefined : refusalIn(await response.json());
    } catch {
      // Nobody is there, or nobody who knows the question.
      return undefined;
    }
  };
}
