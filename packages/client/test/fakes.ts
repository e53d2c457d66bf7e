/** Hand-driven ports: time that moves when a test says so, a line whose both ends the test holds. */
import type { EventName, EventPayloads, Hello } from '@parley/protocol';
import type { Clock, Hint, Hints, LineHandlers, Locks, Random, Storage, Transport } from '../src/ports.ts';
import { memoryStorage } from '../src/storage.ts';

/** Lets everything that is ready to run do so. */
export async function settled(): Promise<void> {
  for (let turn = 0; turn < 50; turn += 1) await Promise.resolve();
}

export function fakeClock(start = 1_700_000_000_000) {
  let now = start;
  let timers: { at: number; run: () => void }[] = [];
  const clock: Clock = {
    now: () => now,
    after(ms, run) {
      const timer = { at: now + ms, run };
      timers.push(timer);
      return { cancel: () => (timers = timers.filter((other) => other !== timer)) };
    },
  };
  /** Moves time on, running what is due in its order. */
  async function pass(ms: number): Promise<void> {
    const end = now + ms;
    await settled();
    for (;;) {
      const due = timers.filter((timer) => timer.at <= end).sort((a, b) => a.at - b.at)[0];
      if (!due) break;
      timers = timers.filter((timer) => timer !== due);
      now = Math.max(now, due.at);
      due.run();
      await settled();
    }
    now = end;
    await settled();
  }
  /** Moves time on and runs nothing: as in a browser that holds timers back. */
  const jump = (ms: number): void => {
    now += ms;
  };
  return { ...clock, pass, jump, waiting: () => timers.map((timer) => timer.at - now) };
}

/** The same chances in every run: 0, then whatever `chance` says. */
export function fakeRandom(): Random & { chance: number } {
  let count = 0;
  return {
    chance: 0.5,
    next() {
      return this.chance;
    },
    bytes(length) {
      count += 1;
      return Uint8Array.from({ length }, (_, index) => (index < 12 ? 0 : (count >> (8 * (length - 1 - index))) & 0xff));
    },
  };
}

export interface FakeLine {
  readonly hello: Hello;
  /** What the client sent and nobody answered yet. */
  readonly sent: {
    name: string;
    payload: Record<string, unknown>;
    answer(value: unknown): void;
    refuse(refusal: object): void;
  }[];
  tell<Name extends EventName>(name: Name, payload: EventPayloads[Name]): Promise<void>;
  raw(name: string, payload: unknown): Promise<void>;
  cut(): Promise<void>;
  readonly isOpen: boolean;
}

/** A transport whose server is the test. Everything is cloned on its way, as a wire does. */
export function fakeTransport() {
  const lines: FakeLine[] = [];
  const state = { refusing: false };
  const transport: Transport = {
    open(hello, handlers) {
      let isOpen = true;
      void Promise.resolve().then(() => {
        if (!isOpen) return;
        if (state.refusing) {
          isOpen = false;
          handlers.closed();
          return;
        }
        lines.push(
          fakeLine(
            structuredClone(hello()),
            handlers,
            () => isOpen,
            () => (isOpen = false),
          ),
        );
        handlers.opened();
      });
      return {
        send(name, payload, answer) {
          if (!isOpen) return;
          const reply = (value: unknown) => isOpen && answer?.(structuredClone(value));
          lines.at(-1)?.sent.push({
            name,
            payload: structuredClone(payload) as Record<string, unknown>,
            answer: (value) => reply({ ok: true, value }),
            refuse: (refusal) => reply({ ok: false, refusal }),
          });
        },
        close() {
          isOpen = false;
        },
      };
    },
  };
  return { transport, lines, state, last: () => lines.at(-1) as FakeLine };
}

function fakeLine(hello: Hello, handlers: LineHandlers, isOpen: () => boolean, end: () => void): FakeLine {
  async function raw(name: string, payload: unknown): Promise<void> {
    if (isOpen()) handlers.event(name, structuredClone(payload));
    await settled();
  }
  return {
    hello,
    sent: [],
    raw,
    tell: raw,
    async cut() {
      if (isOpen()) {
        end();
        handlers.closed();
      }
      await settled();
    },
    get isOpen() {
      return isOpen();
    },
  };
}

export function fakeHints(): Hints & { tell(hint: Hint): Promise<void>; isOnline: boolean } {
  const listeners = new Set<(hint: Hint) => void>();
  return {
    isOnline: true,
    online() {
      return this.isOnline;
    },
    watch(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    async tell(hint) {
      if (hint === 'offline' || hint === 'online') this.isOnline = hint === 'online';
      for (const listener of listeners) listener(hint);
      await settled();
    },
  };
}

/** Locks shared by several clients, first come first served. */
export function fakeLocks(): Locks {
  const queues = new Map<string, (() => void)[]>();
  return {
    hold(name, held) {
      const queue = queues.get(name) ?? [];
      queues.set(name, queue);
      queue.push(held);
      if (queue.length === 1) held();
      return () => {
        const index = queue.indexOf(held);
        if (index < 0) return;
        queue.splice(index, 1);
        if (index === 0) queue[0]?.();
      };
    },
  };
}

/** One device's storage as several tabs see it: each hears what the others changed. */
export function sharedStorage() {
  const held = memoryStorage();
  const tabs = new Set<{ heard?: (key: string) => void }>();
  const late = new Set<() => void>();
  let isSlow = false;
  const soon = (run: () => void): void => void Promise.resolve().then(() => (isSlow ? late.add(run) : run()));
  return {
    held,
    /** Whether tabs hear of changes only when it is false again. */
    set isSlow(now: boolean) {
      isSlow = now;
      if (now) return;
      for (const run of late) run();
      late.clear();
    },
    tab(): Storage {
      const me: { heard?: (key: string) => void } = {};
      tabs.add(me);
      const tell = (key: string) => {
        for (const tab of tabs) if (tab !== me) soon(() => tab.heard?.(key));
      };
      return {
        get: held.get,
        keys: held.keys,
        set(key, value) {
          held.set(key, value);
          tell(key);
        },
        remove(key) {
          held.remove(key);
          tell(key);
        },
        watch(listener) {
          me.heard = listener;
          return () => void tabs.delete(me);
        },
      };
    },
  };
}
