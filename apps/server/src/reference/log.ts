/** The page of everything the log says. */
import { LOG_EVENTS, type LogEntry } from '@parley/engine';
import { code, page, table } from './table.ts';

export const logPage = (): string =>
  page('Log', 'packages/engine/src/ports/log-events.ts', [
    'Lines of JSON on stderr: `time`, `level`, `instance`, `event` and what else is known of it. There is one line for each thing that an operator should know or act on, and none for each comment; `PARLEY_LOG` chooses the least level. `instance` is `PARLEY_INSTANCE`, or the name under which the others hear it over Redis, which its start prints. A fault of a start is plain text, one line. What may come many times a second is told once in ten seconds with `leftOut`, the number of those in between; what changes a state (`store`, `commits-back` and the like) each time. Secrets, tokens and passwords are cut.',
    table(
      ['event', 'level', 'meaning', 'what to do'],
      Object.entries<LogEntry>(LOG_EVENTS).map(([event, { level, meaning, action }]) => [code(event), level, meaning, action]),
    ),
  ]);
