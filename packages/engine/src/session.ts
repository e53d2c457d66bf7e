/** What the engine knows of one connection. Small on purpose: there are ten thousands, most of them idle. */
import type { Actor } from '@parley/model';
import type { Epoch, OwnerFact, Rev } from '@parley/protocol';
import type { Connection } from './ports/index.ts';
import type { TokenBucket } from './token-bucket.ts';

/**
 * `greeting`: the welcome is not sent yet · `live`: gets every frame · `catching-up`: it is behind, is passed over and gets one frame
 * that begins at `from` when it has taken what it was given · `leaving`: gone. Own facts that come while nothing may be sent are held.
 */
export type SessionState =
  | { readonly kind: 'greeting'; readonly held: OwnerFact[] }
  | { readonly kind: 'live' }
  | CatchingUp
  | { readonly kind: 'leaving' };

/**
 * Behind by its own queue, which tells when it has drained, or by its `lag`: bytes wait inside the network, and only an acknowledged
 * head at `from` or above tells that they have arrived. `since` is the steady time from which it lacks something.
 */
export interface CatchingUp {
  readonly kind: 'catching-up';
  readonly why: 'queue' | 'lag';
  readonly from: Rev;
  readonly since: number;
  readonly held: OwnerFact[];
}

/** `nobody`: no token · `refused`: a token that is not valid · `known`: may write. `voted` false: certain to have no votes here. */
export type Identity =
  | { readonly kind: 'nobody' }
  | { readonly kind: 'refused' }
  | { readonly kind: 'known'; readonly actor: Actor; readonly voted: boolean };

/** Knows no heads to acknowledge: an older client. It is judged by its queue alone. */
export const NEVER: Rev = -1;

// Shared, so that an idle session holds no state of its own.
export const LIVE: SessionState = { kind: 'live' };
export const LEAVING: SessionState = { kind: 'leaving' };
export const NOBODY: Identity = { kind: 'nobody' };
export const TOKEN_REFUSED: Identity = { kind: 'refused' };

/** One connection in one room, from the hello to its end. */
export class RoomSession {
  readonly connection: Connection;
  /** Title for the room that a first comment over this connection may make. */
  readonly mayMakeRoom: { readonly title: string } | undefined;
  /** Version of the protocol that its client speaks. */
  readonly protocol: number;
  state: SessionState = { kind: 'greeting', held: [] };
  identity: Identity = NOBODY;
  /** Commands and requests that await their answer. */
  underWay = 0;
  /** Bucket of this connection's reads, made at the first one. */
  reads: TokenBucket | undefined;

  /** Up to where its client says it has everything: from its welcome on. */
  acknowledged: Rev = NEVER;
  /** Steady time of its last catch-up: earlier frames were not for it. */
  caughtUpAt = 0;
  /** Catch-ups in a row that took long. */
  relapses = 0;

  constructor(connection: Connection, protocol: number, mayMakeRoom: { readonly title: string } | undefined) {
    this.connection = connection;
    this.protocol = protocol;
    this.mayMakeRoom = mayMakeRoom;
  }

  /** Own facts to this person: now when live, with the next thing sent otherwise. */
  tellMine(epoch: Epoch, facts: readonly OwnerFact[]): void {
    if (this.identity.kind === 'known' && !this.identity.voted) this.identity = { ...this.identity, voted: true };
    const { state } = this;
    if (state.kind === 'live') this.connection.send('mine-changed', { epoch, facts: [...facts] });
    else if (state.kind !== 'leaving') state.held.push(...facts);
  }
}
