/** The Log port by pino: one JSON line per event on stderr, so that stdout stays for people. */
import type { Log, LogFields } from '@parley/engine';
import { type DestinationStream, destination, pino, stdTimeFunctions } from 'pino';
import { HIDDEN, withoutPasswords } from './hide.ts';

/** Never belongs in a field; should one ever be named so, it is cut. */
const SECRET_FIELDS = ['token', 'secret', 'authorization', 'cookie', 'password'];

const cleaned = (fields: LogFields): LogFields =>
  Object.fromEntries(
    Object.entries(fields).map(([name, value]) => [name, typeof value === 'string' ? withoutPasswords(value) : value]),
  );

export interface LogOptions {
  /** The least that is told. */
  readonly level: 'info' | 'warn' | 'error' | 'silent';
  /** In each line: which of several instances says it. */
  readonly instance: string;
}

/** Lines go to stderr unless given. */
export function processLog({ level, instance }: LogOptions, to: DestinationStream = destination({ dest: 2, sync: true })): Log {
  const options = {
    level,
    base: { instance },
    timestamp: stdTimeFunctions.isoTime,
    // Words, as in the table of events; numbers are pino's own matter.
    formatters: { level: (label: string) => ({ level: label }), log: cleaned },
    messageKey: 'event',
    redact: { paths: SECRET_FIELDS.flatMap((name) => [name, `*.${name}`]), censor: HIDDEN },
  };
  const out = pino(options, to);
  return {
    info: (event, fields = {}) => out.info(fields, event),
    warn: (event, fields = {}) => out.warn(fields, event),
    error: (event, fields = {}) => out.error(fields, event),
  };
}
