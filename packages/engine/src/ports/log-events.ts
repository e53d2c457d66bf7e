/**
 * Every line that an operator can find in the log: one for each thing to know or act on, none for each comment. Names are stable:
 * alerts and searches use them. The types of the Log port, the docs and their checks come from this table.
 */
export type LogLevel = 'info' | 'warn' | 'error';

export interface LogEntry {
  readonly level: LogLevel;
  /** What happened, one sentence. */
  readonly meaning: string;
  /** What to do about it, one sentence. */
  readonly action: string;
  /** The event whose trouble is over with this one; it has the same level, so that nobody sees the one without the other. */
  readonly ends?: string;
}

const PROGRAM_FAULT = 'A fault of the program: report it with the line. People were told to try again.';
const LOOK_AT_STORE = 'Look at the database: is it there, writable, not full? People are told to try again, which is safe.';

export const LOG_EVENTS = {
  // The life of the process.
  started: {
    level: 'info',
    meaning: 'It serves; the fields are the settings that differ from the defaults.',
    action: 'Nothing.',
  },
  draining: { level: 'info', meaning: 'A signal came: it sends its viewers to others and ends.', action: 'Nothing.' },
  'stopped-hard': {
    level: 'error',
    meaning: 'It ended before everything was finished.',
    action: 'Nothing acknowledged is lost. Where it happens often, look at what `fault` says.',
  },
  'unknown-variable': {
    level: 'warn',
    meaning: 'A variable begins with PARLEY_ and sets nothing.',
    action: 'Correct its name or remove it; `npm run parley -- config` lists those there are.',
  },
  'public-url-missing': {
    level: 'warn',
    meaning: 'It listens to the network and does not know under which address people reach it.',
    action: 'Set PARLEY_PUBLIC_URL.',
  },
  'site-not-built': {
    level: 'warn',
    meaning: 'There are no pages, only sockets and the API.',
    action: 'Run `npm run build`, unless that is what you want.',
  },
  'demo-not-loaded': {
    level: 'error',
    meaning: 'A demo room could not be loaded into the empty store.',
    action: 'Look at `fault`; PARLEY_DEMO=0 does without.',
  },

  // The store.
  store: {
    level: 'error',
    meaning:
      'The store says what `report` holds: away or failing, another database or a promoted one; and back again, at the same level, so that who saw the one sees the other.',
    action: `Nothing where it is back. ${LOOK_AT_STORE}`,
  },
  'store-notice': {
    level: 'warn',
    meaning:
      'The store says what `report` holds, and goes on: another history that `epoch new` began, a batch that failed and was done one by one, a commit whose answer was lost and looked up.',
    action: 'Nothing where `epoch new` was planned; where the others repeat, look at the database.',
  },
  'commit-failed': {
    level: 'error',
    meaning: 'Commands are not stored; told once, until `commits-back`.',
    action: LOOK_AT_STORE,
  },
  'commits-back': {
    level: 'error',
    meaning: 'Commands are stored again, after `awayMs`; `batches` had failed.',
    action: 'Nothing.',
    ends: 'commit-failed',
  },
  'connect-failed': { level: 'error', meaning: 'Somebody could not be let into a room.', action: LOOK_AT_STORE },
  'keep-failed': { level: 'error', meaning: "An owner's command failed.", action: LOOK_AT_STORE },
  'request-failed': {
    level: 'warn',
    meaning: 'A page, a list of rooms or an earlier text could not be read for a viewer.',
    action: LOOK_AT_STORE,
  },
  'heal-failed': {
    level: 'warn',
    meaning: 'A gap in the news of a room could not be read from the store; it is tried again.',
    action: LOOK_AT_STORE,
  },
  'head-query-failed': { level: 'warn', meaning: 'The heads of the open rooms could not be read.', action: LOOK_AT_STORE },
  'store-rewound': {
    level: 'error',
    meaning:
      'A room of the database ends before what was committed to it, from `from` to `to`, under the same epoch; viewers begin anew.',
    action: 'After a restore run `npm run parley -- epoch new`: until then some viewers may hold what the database does not.',
  },

  // Redis and the other instances.
  'redis-lost': {
    level: 'warn',
    meaning: 'A connection to Redis broke; viewers here see the changes of other instances up to 2.5 s later.',
    action: 'Look at Redis. It is used again by itself, and `redis-back` says so.',
  },
  'redis-back': { level: 'warn', meaning: 'The connection that was lost is back.', action: 'Nothing.', ends: 'redis-lost' },
  'bus-mute': {
    level: 'warn',
    meaning: 'The line from Redis is open and brings nothing; it is begun anew.',
    action: 'Where it repeats, look for a Redis that hangs or a demoted one behind the address.',
  },
  'bus-back': {
    level: 'warn',
    meaning: 'The mute line carries again, after `silentMs`.',
    action: 'Nothing.',
    ends: 'bus-mute',
  },
  'subscribe-failed': {
    level: 'warn',
    meaning: 'Redis did not take a subscription; it is tried again.',
    action: 'Where it repeats, look at Redis.',
  },
  'presence-failed': {
    level: 'warn',
    meaning: 'The number of people watching could not be told.',
    action: 'Nothing while Redis is away; otherwise look at Redis.',
  },
  'presence-not-sent': {
    level: 'warn',
    meaning: 'The people watching here could not be told to the others.',
    action: 'Nothing while Redis is away; otherwise look at Redis.',
  },

  // People and pages.
  'origin-refused': {
    level: 'warn',
    meaning: 'A page of another site tried to show a discussion; told once for each origin.',
    action: 'Add the origin to PARLEY_ORIGINS if it may.',
  },
  'flood-cut': {
    level: 'warn',
    meaning: 'A connection sent far more than any client does and was cut.',
    action: 'Nothing, unless one `address` returns: then block it in front.',
  },
  'connections-capped': {
    level: 'warn',
    meaning: 'An address holds as many connections as one may, and the next was refused; told once for each address.',
    action: 'If `address` is a proxy of yours, set TRUST_PROXY; otherwise nothing, or block it in front.',
  },
  'keeper-order': { level: 'info', meaning: 'A command of the owner came through the local door.', action: 'Nothing.' },
  'keeper-order-failed': { level: 'error', meaning: 'A command of the owner failed.', action: 'Its answer says why.' },

  // What should never be.
  'command-failed': { level: 'error', meaning: 'A command ended in an unexpected error.', action: PROGRAM_FAULT },
  'spread-failed': {
    level: 'error',
    meaning: 'What was stored could not be told to viewers at once; they get it by the next read.',
    action: PROGRAM_FAULT,
  },
  'fan-out-failed': { level: 'error', meaning: 'A frame failed; viewers notice the gap and resume.', action: PROGRAM_FAULT },
  'message-failed': { level: 'error', meaning: 'News of another instance could not be taken.', action: PROGRAM_FAULT },
  'room-not-closed': { level: 'warn', meaning: 'A room that nobody is in could not be closed.', action: PROGRAM_FAULT },
  'join-failed': { level: 'error', meaning: 'A connection could not be greeted.', action: PROGRAM_FAULT },
  'packet-failed': { level: 'error', meaning: 'A message of a connection could not be handled.', action: PROGRAM_FAULT },
  'http-failed': { level: 'error', meaning: 'An HTTP request ended in an unexpected error.', action: PROGRAM_FAULT },
  'page-failed': { level: 'error', meaning: 'A page broke off while it was sent.', action: PROGRAM_FAULT },
} as const satisfies Readonly<Record<string, LogEntry>>;

type Table = typeof LOG_EVENTS;
export type LogEvent = keyof Table;
/** The events of one level. */
export type LogEventAt<Level extends LogLevel> = {
  [Name in LogEvent]: Table[Name]['level'] extends Level ? Name : never;
}[LogEvent];
