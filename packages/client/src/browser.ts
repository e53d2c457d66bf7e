/** A client for a page. */
import { browserHints } from './connection/browser-hints.ts';
import { type ClientChoices, clientOf, freeLocks } from './node.ts';
import type { Locks } from './ports.ts';
import { browserStorage, memoryStorage } from './storage.ts';

/** Keeps identity, drafts and what is not sent yet in the browser's storage where that is allowed, else in memory. */
export function browserRoomClient(choices: ClientChoices) {
  const storage = browserStorage();
  // What is in this tab's memory can be sent by this tab alone.
  const locks = storage && 'locks' in navigator ? webLocks : freeLocks;
  return clientOf(choices, { storage: storage ?? memoryStorage(), locks, hints: browserHints() });
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
