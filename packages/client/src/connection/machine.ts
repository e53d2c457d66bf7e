/** The connection as a machine one can draw: named states, and what leads from one to the next (CONN-1). Pure. */

/**
 * `idle`: not asked to connect yet · `offline`: the device has no network · `waiting`: before the next try · `connecting`: the
 * line is being opened · `joining`: open, no welcome yet · `catching-up`: welcomed with a snapshot while windows were held, which
 * are being read again · `live` · `refused`: will not come back by itself · `closed`: by the application.
 */
export type Phase = 'idle' | 'offline' | 'waiting' | 'connecting' | 'joining' | 'catching-up' | 'live' | 'refused' | 'closed';

export type Input =
  | 'connect'
  | 'close'
  | 'network-lost'
  | 'network-back'
  | 'wait-over'
  | 'opened'
  /** Welcomed, and everything there is to know is known. */
  | 'welcomed'
  /** Welcomed with a snapshot that does not cover what was held. */
  | 'reset'
  | 'caught-up'
  /** Something could not be placed: join again from the last good position. */
  | 'fell-behind'
  | 'lost'
  | 'refuse';

const anywhere = { close: 'closed', 'network-lost': 'offline' } as const;
const onLine = { ...anywhere, lost: 'waiting', 'fell-behind': 'waiting', refuse: 'refused' } as const;

const TABLE: Readonly<Record<Phase, Readonly<Partial<Record<Input, Phase>>>>> = {
  idle: { connect: 'connecting', close: 'closed' },
  offline: { 'network-back': 'connecting', connect: 'connecting', close: 'closed' },
  waiting: { ...anywhere, 'wait-over': 'connecting', connect: 'connecting', 'network-back': 'connecting', refuse: 'refused' },
  connecting: { ...onLine, opened: 'joining' },
  joining: { ...onLine, welcomed: 'live', reset: 'catching-up' },
  'catching-up': { ...onLine, 'caught-up': 'live' },
  live: { ...onLine },
  refused: { connect: 'connecting', close: 'closed' },
  closed: { connect: 'connecting' },
};

/** The next state; undefined when the input means nothing in this one. */
export function next(phase: Phase, input: Input): Phase | undefined {
  return TABLE[phase][input];
}

/** Whether a phase keeps a line to the server. */
export function hasLine(phase: Phase): boolean {
  return phase === 'connecting' || phase === 'joining' || phase === 'catching-up' || phase === 'live';
}
