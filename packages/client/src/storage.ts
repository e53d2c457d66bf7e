/** Where a client keeps identity, drafts and what is not sent yet. */
import type { Storage } from './ports.ts';

/** Keeps for the life of the process. */
export function memoryStorage(): Storage {
  const held = new Map<string, string>();
  return {
    get: (key) => held.get(key),
    set: (key, value) => void held.set(key, value),
    remove: (key) => void held.delete(key),
    keys: (prefix) => [...held.keys()].filter((key) => key.startsWith(prefix)),
    watch: () => () => undefined,
  };
}

/** The browser's storage, or undefined where it is blocked (cookies off, sandboxed frame). */
export function browserStorage(): Storage | undefined {
  try {
    const store = localStorage;
    store.setItem('parley:probe', '1');
    store.removeItem('parley:probe');
    return storageOver(store);
  } catch {
    // Blocked: the caller keeps things in memory instead.
    return undefined;
  }
}

type Heard = (key: string) => void;
/** Listeners of this document: the browser tells other documents of a change, but not the other rooms of this one. */
const here = new Map<symbol, { store: globalThis.Storage; heard: Heard }>();

function tellHere(from: symbol, store: globalThis.Storage, key: string): void {
  for (const [listener, other] of here) {
    if (listener !== from && other.store === store) void Promise.resolve().then(() => other.heard(key));
  }
}

/** Over a Web Storage object. What it refuses to keep (quota) stays readable from memory. */
export function storageOver(store: globalThis.Storage): Storage {
  const overflow = memoryStorage();
  const me = Symbol();
  return {
    get: (key) => overflow.get(key) ?? store.getItem(key) ?? undefined,
    set(key, value) {
      try {
        store.setItem(key, value);
        overflow.remove(key);
      } catch {
        // The quota is used up.
        overflow.set(key, value);
      }
      tellHere(me, store, key);
    },
    remove(key) {
      overflow.remove(key);
      store.removeItem(key);
      tellHere(me, store, key);
    },
    keys(prefix) {
      const keys = Array.from({ length: store.length }, (_, index) => store.key(index) ?? '');
      return [...new Set([...keys.filter((key) => key.startsWith(prefix)), ...overflow.keys(prefix)])];
    },
    watch(listener) {
      const stop = new AbortController();
      const heard: Heard = (key) => {
        // What could not be kept here is older than what another could keep.
        overflow.remove(key);
        listener(key);
      };
      const told = (event: StorageEvent) => event.storageArea === store && event.key !== null && heard(event.key);
      addEventListener('storage', told, { signal: stop.signal });
      here.set(me, { store, heard });
      return () => {
        stop.abort();
        here.delete(me);
      };
    },
  };
}
