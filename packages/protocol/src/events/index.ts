/** All that a server tells a client unasked. */
import { type Welcome, welcome } from '../welcome.ts';
import { type ConnectionClosing, connectionClosing } from './connection-closing.ts';
import { type ConnectionMoving, connectionMoving } from './connection-moving.ts';
import { type MineChanged, mineChanged } from './mine-changed.ts';
import { type PresenceChanged, presenceChanged } from './presence-changed.ts';
import { type RoomChanged, roomChanged } from './room-changed.ts';

export const EVENTS = {
  welcome,
  'room-changed': roomChanged,
  'mine-changed': mineChanged,
  'presence-changed': presenceChanged,
  'connection-moving': connectionMoving,
  'connection-closing': connectionClosing,
} as const;

export type EventName = keyof typeof EVENTS;

export interface EventPayloads {
  welcome: Welcome;
  'room-changed': RoomChanged;
  'mine-changed': MineChanged;
  'presence-changed': PresenceChanged;
  'connection-moving': ConnectionMoving;
  'connection-closing': ConnectionClosing;
}

/** A decoded event; `kind` is the word it has on the wire. */
export type Event = { [Name in EventName]: { readonly kind: Name; readonly payload: EventPayloads[Name] } }[EventName];

export * from './connection-closing.ts';
export * from './connection-moving.ts';
export * from './mine-changed.ts';
export * from './presence-changed.ts';
export * from './room-changed.ts';
