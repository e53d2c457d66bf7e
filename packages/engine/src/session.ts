/** What the engine knows of one connection. Small on purpose: there are ten thousands, most of them idle. */
import type { Actor } from '@parley/model';
import type { Epoch, OwnerFact, Rev } from '@parley/protocol';
import type { Connection } from './ports/index.ts';
import type { TokenBucket } from './token-bucket.ts';

/**
 * `greeting`: the welcome is not sent yet · `live`: gets every frame · `catching-up`: its transport is behind, it skips frames and
 * gets one that begins at `from` when it has drained · `leaving`: gone. Own facts that come while nothing may be sent are held.
 */
export type SessionState =
  | { readonly kind: 'greeting'; readonly held: OwnerFact[] }
  | { readonly kind: 'live' }
  | { readonly kind: 'catching-up'; readonly from: Rev; readonly held: OwnerFact[] }
  | { readonly kind: 'leaving' };

/** `nobody`: no token · `refused`: a token that is not valid · `known`: may write. `voted` false: certain to have no votes here. */
export type Identity =
  | { readonly kind: 'nobody' }
  | { readonly kind: 'refused' }
  | { readonly kind: 'known'; readonly actor: Actor; readonly voted: boolean };

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
  state: SessionState = { kind: 'greeting', held: [] };
  identity: Identity = NOBODY;
  /** Commands and requests that await their answer. */
  underWay = 0;
  /** Bucket of this connection's reads, made at the first one. */
  reads: TokenBucket | undefined;

  constructor(connection: Connection, mayMakeRoom: { readonly title: string } | undefined) {
    this.connection = connection;
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
