/** Takes what the server tells: decodes, tests its place in history, applies. What cannot be placed shows nothing (SYNC-9). */
import { applyCatchUp, applyFrame, mergeMine, stateOfPage } from '@parley/model';
import {
  type AuthorTag,
  type ConnectionClosing,
  decodeEvent,
  type Event,
  type Page,
  type RoomChanged,
  type Welcome,
} from '@parley/protocol';
import type { Connection } from '../connection/connection.ts';
import type { Clock } from '../ports.ts';
import type { Replica } from './replica.ts';

/** What is known of the room beyond its rows. */
export interface RoomFacts {
  me: AuthorTag | null;
  exists: boolean;
  watching: number;
  /** Server time minus this machine's, ms. */
  clockOffset: number;
}

interface InboxHooks {
  changed(): void;
  /** A snapshot came while windows were held: read the others again. */
  reset(page: Page): void;
  closing(event: ConnectionClosing): void;
  tokenRefused(): void;
  /** How often the server wants to hear of this client's head, ms; from a welcome even when it wants none. */
  welcomed(acknowledgeEveryMs: number | undefined): void;
  paced(acknowledgeEveryMs: number): void;
}

export function createInbox(replica: Replica, facts: RoomFacts, connection: Connection, clock: Clock, hooks: InboxHooks) {
  function welcomed(welcome: Welcome): void {
    facts.me = welcome.me;
    facts.exists = welcome.exists;
    facts.watching = welcome.watching;
    facts.clockOffset = welcome.now - clock.now();
    connection.setRetryWindow(welcome.retryWindowMs);
    hooks.welcomed(welcome.acknowledgeEveryMs);
    if (welcome.tokenRefused) hooks.tokenRefused();
    const { start } = welcome;
    const held = replica.shown;
    const next = start.kind === 'snapshot' ? stateOfPage(start.page) : held && applyCatchUp(held, start.mine, start.frame);
    if (!next) {
      connection.step('fell-behind');
    } else if (held && start.kind === 'snapshot') {
      connection.step('reset');
      hooks.reset(start.page);
    } else {
      replica.set(next);
      connection.step('welcomed');
    }
  }

  function frame(change: RoomChanged): void {
    const state = replica.current;
    // Frames of this line begin after its welcome (SYNC-1).
    if (!state || (connection.phase !== 'live' && connection.phase !== 'catching-up')) return;
    if (change.acknowledgeEveryMs !== undefined) hooks.paced(change.acknowledgeEveryMs);
    const { placement, state: next } = applyFrame(state, change);
    if (placement === 'gap' || placement === 'other-epoch') connection.step('fell-behind');
    facts.exists = true;
    if (placement === 'apply') replica.set(next);
  }

  function take(event: Event): void {
    switch (event.kind) {
      case 'welcome':
        if (connection.phase === 'joining') welcomed(event.payload);
        break;
      case 'room-changed':
        frame(event.payload);
        break;
      case 'mine-changed': {
        const state = replica.current;
        if (state?.epoch === event.payload.epoch) replica.set(mergeMine(state, event.payload.facts));
        break;
      }
      case 'presence-changed':
        facts.watching = event.payload.watching;
        hooks.changed();
        break;
      case 'connection-moving':
        connection.moving(event.payload.windowMs);
        break;
      case 'connection-closing':
        hooks.closing(event.payload);
        break;
    }
  }

  /** One event as it came. Unknown ones are a newer server's; a broken one of ours means that something was missed. */
  return function receive(name: string, payload: unknown): void {
    const decoded = decodeEvent(name, payload);
    if (!decoded) return;
    if (decoded.ok) take(decoded.value);
    else if (name === 'room-changed' || name === 'mine-changed' || name === 'welcome') connection.step('fell-behind');
  };
}
