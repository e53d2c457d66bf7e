/** The Log port by pino: one JSON line per event on stderr, so that stdout stays for people. */
import type { Log } from '@parley/engine';
import { destination, pino } from 'pino';

export function processLog(level: 'info' | 'warn' | 'error' | 'silent'): Log {
  const stderr = destination({ dest: 2, sync: true });
  // Tokens and secrets never belong in a field; should one ever be named so, it is cut.
  const out = pino({ level, base: null, redact: ['token', 'secret', 'authorization'] }, stderr);
  return {
    info: (event, fields = {}) => out.info(fields, event),
    warn: (event, fields = {}) => out.warn(fields, event),
    error: (event, fields = {}) => out.error(fields, event),
  };
}
