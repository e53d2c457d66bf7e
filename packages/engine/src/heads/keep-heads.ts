/**
 * Keeps every room that is open here at the store's head, whatever the bus loses: instances tell each other of their lives and
 * heads, and where that may not be enough, the store is asked (HEAD-1 to HEAD-6).
 */
import type { Bus, Clock, Log, Metrics, Random, RoomStore, Timer } from '../ports/index.ts';
import { auditHeads } from './head-audit.ts';
import { HeadPolling } from './head-polling.ts';
import { HeadQuery, type OpenRooms } from './head-query.ts';
import { LineWatch } from './line-watch.ts';
import { PeerWatch } from './peer-watch.ts';
import type { RecentHeads } from './recent-heads.ts';

/** From one sign of life to the next, ms. */
export const BEAT_MS = 500;

export interface KeepHeadsParts {
  readonly bus: Bus;
  readonly store: RoomStore;
  readonly clock: Clock;
  readonly random: Random;
  readonly log: Log;
  readonly metrics: Metrics;
  readonly recent: RecentHeads;
}

export interface KeptHeads {
  /** Whether what others say is certain to be heard. */
  isSure(): boolean;
  /** Says a last word to the others and ends. */
  close(): void;
}

/** Begins at once. */
export function keepHeads(parts: KeepHeadsParts, rooms: OpenRooms): KeptHeads {
  const { bus, clock, recent } = parts;
  const query = new HeadQuery({ ...parts, rooms });
  const polling = new HeadPolling({ ...parts, query });
  const peers = new PeerWatch();
  const line = new LineWatch({
    ...parts,
    changed() {
      if (line.isSure) peers.excuse(clock.steady());
      look();
    },
  });
  const look = (): void => polling.set(!line.isSure || peers.isMissing(clock.steady()));
  const say = (isLast = false): void => bus.beat(recent.lately(), clock.steady(), isLast);

  const unwatch = bus.watch({
    line: (isWhole) => line.line(isWhole),
    beat({ instance, own, mark, heads, isLast }) {
      if (own) return line.heard(mark);
      if (isLast) peers.left(instance);
      else if (peers.heard(instance, clock.steady())) void query.ask();
      for (const head of heads) rooms.hear(head);
    },
  });

  let timer: Timer;
  const beat = (): void => {
    say();
    look();
    timer = clock.after(BEAT_MS, beat);
  };
  beat();
  const endAudit = auditHeads({ ...parts, query });

  return {
    isSure: () => line.isSure,
    close() {
      say(true);
      timer.cancel();
      unwatch();
      endAudit();
      line.close();
      polling.close();
      query.close();
    },
  };
}
