/** Tells the server up to where this client has everything, at the pace it asked for (SYNC-10). */
import type { Position } from '@parley/protocol';
import type { Connection } from '../connection/connection.ts';
import type { Clock, Random, Timer } from '../ports.ts';
import type { Replica } from './replica.ts';

interface Acknowledger {
  /** The pace, ms, from a welcome (undefined: the server wants none) … */
  welcomed(everyMs: number | undefined): void;
  /** … or changed since. */
  paced(everyMs: number): void;
  /** To be called after each change. */
  look(): void;
}

export function createAcknowledger(replica: Replica, connection: Connection, clock: Clock, random: Random): Acknowledger {
  let everyMs: number | undefined;
  let told: Position | undefined;
  let due: number | undefined;
  let timer: Timer | undefined;

  /** Where this client stands, when that is news to a server that is there. */
  function news(): Position | undefined {
    const state = replica.current;
    const isLive = connection.phase === 'live' || connection.phase === 'catching-up';
    if (!state || !isLive || everyMs === undefined) return undefined;
    return told?.epoch === state.epoch && told.rev >= state.cursor ? undefined : { epoch: state.epoch, rev: state.cursor };
  }

  function rest(): void {
    timer?.cancel();
    due = undefined;
  }

  function say(): void {
    rest();
    told = news() ?? told;
    if (told) connection.tell('acknowledge-head', told);
  }

  function look(): void {
    if (!news()) rest();
    else if (due === undefined) {
      // Thousands get the same frame at the same moment.
      const ms = (everyMs ?? 0) * ((told ? 0.5 : 0) + random.next());
      due = clock.now() + ms;
      timer = clock.after(ms, say);
    } else if (clock.now() >= due) {
      // Timers of a page in the background are late; what comes from the server is not.
      say();
    }
  }

  return {
    welcomed(ms) {
      rest();
      told = undefined;
      everyMs = ms;
    },
    paced(ms) {
      const isSooner = everyMs !== undefined && ms < everyMs;
      everyMs = ms;
      // What was to be told much later counts by the new pace.
      if (isSooner && due !== undefined) rest();
    },
    look,
  };
}
