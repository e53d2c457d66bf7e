/**
 * What a person asked for and the server has not settled, kept on the device: one entry per command, so that tabs never
 * overwrite each other and a reload loses nothing (OUT-2).
 */
import {
  type Command,
  type CommandDone,
  type CommandId,
  commandDone,
  decodeCommand,
  type Millis,
  type Refusal,
  refusal,
} from '@parley/protocol';
import type { Storage } from '../ports.ts';

/**
 * `queued`: to be sent, not before `notBefore` · `asking`: too old to be sent without asking · `refused`: kept for its text ·
 * `done`: acknowledged, settled once the cursor has reached `done.rev`.
 */
export interface Pending {
  readonly command: Command;
  readonly at: Millis;
  readonly phase: 'queued' | 'asking' | 'refused' | 'done';
  readonly notBefore: Millis | null;
  /** Refused tries so far. */
  readonly tries: number;
  /** Was handed to a line at least once: without an answer it may have been done all the same. */
  readonly sent?: boolean | undefined;
  readonly refusal?: Refusal | undefined;
  readonly done?: CommandDone | undefined;
}

/** Waits, but was sent before without an answer that says it was not done: a server may have done it, or do it yet. */
export const mayStand = ({ phase, sent }: Pending): boolean => phase === 'queued' && sent === true;

export interface Outbox {
  /** In the order they were made. */
  readonly entries: readonly Pending[];
  put(entry: Pending): void;
  remove(command: CommandId): void;
  /** Whether the device still has it: what another tab has settled is gone there before this one hears of it. */
  isKept(command: CommandId): boolean;
  /** Forgets what is held without touching the device (after it was cleared). */
  clear(): void;
  /** Takes over a change that another tab made; true when it concerned this outbox. */
  heard(key: string): boolean;
  /** Takes over what other tabs have changed and this one has not heard of yet: before a person acts on what is held. */
  catchUp(): void;
}

export function createOutbox(storage: Storage, prefix: string): Outbox {
  const keyPrefix = `${prefix}out:`;
  const held = new Map<string, Pending>();
  let entries: readonly Pending[] = [];

  function refresh(): void {
    entries = [...held.values()].sort((a, b) => (a.command.command < b.command.command ? -1 : 1));
  }

  for (const key of storage.keys(keyPrefix)) {
    const entry = parse(storage.get(key));
    if (entry) held.set(entry.command.command, entry);
    else storage.remove(key);
  }
  refresh();

  function hear(id: string): void {
    const entry = parse(storage.get(keyPrefix + id));
    // An entry that was done when it vanished stays here until this tab's own cursor has reached it.
    if (entry) held.set(id, entry);
    else if (held.get(id)?.phase !== 'done') held.delete(id);
  }

  return {
    get entries() {
      return entries;
    },
    put(entry) {
      held.set(entry.command.command, entry);
      storage.set(keyPrefix + entry.command.command, JSON.stringify(entry));
      refresh();
    },
    remove(command) {
      held.delete(command);
      storage.remove(keyPrefix + command);
      refresh();
    },
    isKept: (command) => storage.get(keyPrefix + command) !== undefined,
    clear() {
      held.clear();
      refresh();
    },
    heard(key) {
      if (!key.startsWith(keyPrefix)) return false;
      hear(key.slice(keyPrefix.length));
      refresh();
      return true;
    },
    catchUp() {
      const kept = storage.keys(keyPrefix).map((key) => key.slice(keyPrefix.length));
      for (const id of new Set([...held.keys(), ...kept])) hear(id);
      refresh();
    },
  };
}

/** Reads an entry back. What another version wrote in another form is not sent. */
function parse(text: string | undefined): Pending | undefined {
  if (text === undefined) return undefined;
  try {
    const { command, at, phase, notBefore, tries, sent, refusal: why, done } = JSON.parse(text) as Pending;
    const { kind, ...payload } = command;
    const decoded = decodeCommand(kind, payload);
    const isPhase = ['queued', 'asking', 'refused', 'done'].includes(phase);
    if (!decoded.ok || !isPhase || !Number.isFinite(at)) return undefined;
    const entry = {
      command: decoded.value,
      at,
      phase,
      notBefore: Number.isFinite(notBefore) ? notBefore : null,
      tries: Number(tries) || 0,
      ...(sent === true && { sent }),
    };
    const readRefusal = refusal.safeParse(why);
    const readDone = commandDone.safeParse(done);
    if (phase === 'done' && !readDone.success) return undefined;
    return {
      ...entry,
      refusal: readRefusal.success ? readRefusal.data : undefined,
      done: readDone.success ? (readDone.data as CommandDone) : undefined,
    };
  } catch {
    // Not JSON, or not an object: somebody else's.
    return undefined;
  }
}
