/** A client for programs: the same code with memory instead of a browser's storage. */
import { guestToken, type Refusal, type RoomSlug, refusal, refused } from '@parley/protocol';
import { noHints } from './connection/browser-hints.ts';
import { lazySocketIo } from './connection/lazy-socket-io.ts';
import type { ClientPorts, Clock, Locks, MakeGuest, Random } from './ports.ts';
import { createRoomClient, type RoomClientOptions } from './room-client.ts';
import { memoryStorage } from './storage.ts';

export type ClientChoices = Partial<Omit<RoomClientOptions, 'server' | 'room'>> & {
  /** Origin of the server, such as `https://talk.example`. */
  readonly server: string;
  readonly room: string;
};

/** Everything in memory; each port may be given by the caller. */
export function nodeRoomClient(choices: ClientChoices) {
  return clientOf(choices, { storage: memoryStorage(), locks: freeLocks, hints: noHints });
}

export function clientOf(choices: ClientChoices, ports: Pick<ClientPorts, 'storage' | 'locks' | 'hints' | 'askWhy'>) {
  return createRoomClient({
    transport: lazySocketIo(choices.server),
    clock: systemClock,
    random: systemRandom,
    makeGuest: guestsOver(choices.server),
    ...ports,
    ...choices,
    room: choices.room as RoomSlug,
  });
}

const systemClock: Clock = {
  now: () => Date.now(),
  after(ms, run) {
    const timer = setTimeout(run, ms);
    return { cancel: () => clearTimeout(timer) };
  },
};

const systemRandom: Random = {
  next: () => Math.random(),
  bytes: (count) => crypto.getRandomValues(new Uint8Array(count)),
};

/** For whoever is alone: the turn is always theirs. */
export const freeLocks: Locks = {
  hold(_name, held) {
    held();
    return () => undefined;
  },
};

/** Longest wait for a new guest, in ms: what waits to be sent waits for this, and a cut line gives no answer at all. */
const GUEST_TIMEOUT_MS = 15_000;

/** New guests over HTTP. */
function guestsOver(server: string): MakeGuest {
  return async () => {
    try {
      const signal = AbortSignal.timeout(GUEST_TIMEOUT_MS);
      const response = await fetch(new URL('/api/guests', server), { method: 'POST', credentials: 'omit', signal });
      const body: unknown = await response.json();
      const made = guestToken.safeParse(body);
      if (response.ok && made.success) return { ok: true, value: made.data.token };
      const why = refusalIn(body);
      return why ? { ok: false, refusal: why } : refused('internal');
    } catch {
      // No network, or an answer that is not ours: passing either way.
      return refused('store-unavailable');
    }
  };
}

/** The refusal that an HTTP answer holds. */
export function refusalIn(body: unknown): Refusal | undefined {
  const parsed = refusal.safeParse(typeof body === 'object' && body !== null && 'refusal' in body ? body.refusal : body);
  return parsed.success ? parsed.data : undefined;
}
