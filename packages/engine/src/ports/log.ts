/** What an operator must know. One line per thing to act on, none per comment; each event and its level stand in `LOG_EVENTS`. */
import type { LogEventAt } from './log-events.ts';

/** Values of a line. Never a secret, a token or somebody's text. */
export type LogFields = Readonly<Record<string, unknown>>;

export interface Log {
  info(event: LogEventAt<'info'>, fields?: LogFields): void;
  warn(event: LogEventAt<'warn'>, fields?: LogFields): void;
  error(event: LogEventAt<'error'>, fields?: LogFields): void;
}
