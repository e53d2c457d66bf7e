/** Keeps a failing store from filling the log: each kind of event once in a while, with how many were left out. */
import type { Clock, Log } from './ports/index.ts';

/** Least time between two lines of one kind, ms. */
const EVERY_MS = 10_000;

type Level = keyof Log;

export function quietLog(log: Log, clock: Clock): Log {
  const kinds = new Map<string, { at: number; leftOut: number }>();
  const line =
    (level: Level) =>
    (event: string, fields: Readonly<Record<string, unknown>> = {}): void => {
      const now = clock.steady();
      const last = kinds.get(event);
      if (last && now - last.at < EVERY_MS) {
        last.leftOut += 1;
        return;
      }
      kinds.set(event, { at: now, leftOut: 0 });
      log[level](event, last && last.leftOut > 0 ? { ...fields, leftOut: last.leftOut } : fields);
    };
  return { info: line('info'), warn: line('warn'), error: line('error') };
}
