/** One direction of a connection through the fault proxy: what came in goes out later, slower or never, but always in order. */
import type { Duplex } from 'node:stream';

/** Ways in which bytes may vanish: `both`, or only those on the way to one side. */
export type Blackhole = 'none' | 'both' | 'to-server' | 'to-client';

/** What is wrong with a network. Everything that is left out is in order. */
export interface Faults {
  /** Each piece arrives so many ms later. */
  readonly delayMs?: number;
  /** And up to so many ms more, at random. Pieces of one connection do not overtake each other. */
  readonly jitterMs?: number;
  /** Bytes a second and direction that pass on each connection. */
  readonly bytesPerSecond?: number;
  /** Connections stay open and their bytes vanish; `true` is `both`. */
  readonly blackhole?: boolean | Blackhole;
  /** New connections are reset at once. */
  readonly refuse?: boolean;
}

/** Bytes held before the sender is made to wait, as a router's buffer does. */
const HELD_MAX_BYTES = 262_144;
/** Pieces a second into which a throttled stream is cut, so that it trickles and does not come in bursts. */
const PIECES_PER_SECOND = 20;

export interface PipeOptions {
  readonly from: Duplex;
  readonly to: Duplex;
  readonly direction: 'to-server' | 'to-client';
  readonly faults: () => Faults;
  /** A number in [0, 1), for jitter. */
  readonly random: () => number;
  /** Bytes or an end vanished: the stream has a hole from here on. */
  readonly onHole: () => void;
  /** The sender is gone; everything it sent went out. */
  readonly onGone: (hadError: boolean) => void;
}

type Piece = { readonly due: number } & (
  | { readonly bytes: Buffer }
  | { readonly end: true }
  | { readonly gone: true; readonly hadError: boolean }
);

/** Carries one direction until its sender is gone. */
export function pipeThrough({ from, to, direction, faults, random, onHole, onGone }: PipeOptions): void {
  const queue: Piece[] = [];
  let held = 0;
  let latest = 0;
  let freeAt = 0;
  let timer: NodeJS.Timeout | undefined;
  let isBlocked = false;

  const swallows = () => {
    const { blackhole } = faults();
    return blackhole === true || blackhole === 'both' || blackhole === direction;
  };

  function put(piece: Buffer | 'end' | { hadError: boolean }) {
    if (swallows()) return onHole();
    const { delayMs = 0, jitterMs = 0 } = faults();
    // Never before what was sent earlier.
    latest = Math.max(latest, performance.now() + delayMs + jitterMs * random());
    const due = latest;
    if (piece === 'end') queue.push({ due, end: true });
    else if (Buffer.isBuffer(piece)) for (const bytes of cut(piece)) queue.push({ due, bytes });
    else queue.push({ due, gone: true, hadError: piece.hadError });
    if (Buffer.isBuffer(piece)) held += piece.length;
    if (held > HELD_MAX_BYTES) from.pause();
    pump();
  }

  function cut(bytes: Buffer): Buffer[] {
    const { bytesPerSecond } = faults();
    if (!bytesPerSecond) return [bytes];
    const size = Math.max(1, Math.floor(bytesPerSecond / PIECES_PER_SECOND));
    return Array.from({ length: Math.ceil(bytes.length / size) }, (_, at) => bytes.subarray(at * size, (at + 1) * size));
  }

  function pump(): void {
    if (timer || isBlocked) return;
    for (let next = queue[0]; next; next = queue[0]) {
      const wait = Math.max(next.due, freeAt) - performance.now();
      if (wait > 0) {
        timer = setTimeout(() => {
          timer = undefined;
          pump();
        }, wait);
        return;
      }
      queue.shift();
      carry(next);
      if (isBlocked) return;
    }
  }

  function carry(piece: Piece) {
    if ('bytes' in piece) letGo(piece.bytes.length);
    if (swallows()) return onHole();
    if ('gone' in piece) return onGone(piece.hadError);
    if (to.destroyed) return;
    if ('end' in piece) return void to.end();
    const { bytesPerSecond } = faults();
    freeAt = bytesPerSecond ? Math.max(freeAt, performance.now()) + (piece.bytes.length / bytesPerSecond) * 1_000 : 0;
    if (to.write(piece.bytes)) return;
    isBlocked = true;
    const go = () => {
      isBlocked = false;
      to.off('drain', go).off('close', go);
      pump();
    };
    to.once('drain', go).once('close', go);
  }

  function letGo(bytes: number): void {
    held -= bytes;
    if (held <= HELD_MAX_BYTES && from.isPaused()) from.resume();
  }

  from.on('data', (bytes: Buffer) => put(bytes));
  from.on('end', () => put('end'));
  from.on('close', (hadError?: boolean) => put({ hadError: hadError === true || from.errored !== null }));
  // Errors of a cut line are what we are here for; its `close` follows.
  from.on('error', () => undefined);
}
