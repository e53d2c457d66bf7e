/** The Log port by pino: one JSON line per event on stderr, so that stdout stays for people. */
import type { Log, LogFields } from '@parley/engine';
import { type DestinationStream, destination, pino, stdTimeFunctions } from 'pino';

/** `scheme://user:password@`, as errors of clients of databases repeat it. */
const PASSWORD = /(\w:\/\/[^\s:/@]*):[^\s/@]+@/g;
/** Never belongs in a field; should one ever be named so, it is cut. */
const SECRET_FIELDS = ['token', 'secret', 'authorization', 'cookie', 'password'];

const withoutPasswords = (fields: LogFields): LogFields =>
  Object.fromEntries(
    Object.entries(fields).map(([name, value]) => [
      name,
      typeof value === 'string' ? value.replace(PASSWORD, '$1:[hidden]@') : value,
    ]),
  );

/** Lines go to stderr unless given. */
export function processLog(
  level: 'info' | 'warn' | 'error' | 'silent',
  to: DestinationStream = destination({ dest: 2, sync: true }),
): Log {
  const options = {
    level,
    base: null,
    timestamp: stdTimeFunctions.isoTime,
    // Words, as in the table of events; numbers are pino's own matter.
    formatters: { level: (label: string) => ({ level: label }), log: withoutPasswords },
    messageKey: 'event',
    redact: { paths: SECRET_FIELDS.flatMap((name) => [name, `*.${name}`]), censor: '[hidden]' },
  };
  const out = pino(options, to);
  return {
    info: (event, fields = {}) => out.info(fields, event),
    warn: (event, fields = {}) => out.warn(fields, event),
    error: (event, fields = {}) => out.error(fields, event),
  };
}
