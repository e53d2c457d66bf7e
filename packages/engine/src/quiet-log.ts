/** Keeps a failing store from filling the log: each kind of event once in a while, with how many were left out. */
import type { Clock, Log, LogEvent, LogEventAt, LogFields } from './ports/index.ts';

/** Least time between two lines of one kind, ms. */
const EVERY_MS = 10_000;

export function quietLog(log: Log, clock: Clock): Log {
  const kinds = new Map<LogEvent, { at: number; leftOut: number }>();
  const line =
    <Event extends LogEvent>(tell: (event: Event, fields: LogFields) => void) =>
    (event: Event, fields: LogFields = {}): void => {
      const now = clock.steady();
      const last = kinds.get(event);
      if (last && now - last.at < EVERY_MS) {
        last.leftOut += 1;
        return;
      }
      kinds.set(event, { at: now, leftOut: 0 });
      tell(event, last && last.leftOut > 0 ? { ...fields, leftOut: last.leftOut } : fields);
    };
  return {
    info: line((event: LogEventAt<'info'>, fields) => log.info(event, fields)),
    warn: line((event: LogEventAt<'warn'>, fields) => log.warn(event, fields)),
    error: line((event: LogEventAt<'error'>, fields) => log.error(event, fields)),
  };
}
