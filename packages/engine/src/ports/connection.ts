/** One client's line, as a gateway gives it to the engine. */
import type { EventName, EventPayloads, Refusal } from '@parley/protocol';

/** Bytes of one event, made once and written to many connections. What is inside is the gateway's own matter. */
export interface EncodedEvent {
  readonly characters: number;
  readonly encoded: unknown;
}

/** Makes the shared bytes. */
export interface EventEncoder {
  encode<Name extends EventName>(name: Name, payload: EventPayloads[Name]): EncodedEvent;
}

export interface Connection {
  /** Unique in this process. */
  readonly id: string;
  /** Whom address limits count: an IPv4 address or an IPv6 /64. */
  readonly addressKey: string;
  /** True when the page's origin may make rooms by a first comment. */
  readonly mayMakeRooms: boolean;
  /** Sends an event to this connection alone. Never throws; a dead connection swallows it. */
  send<Name extends EventName>(name: Name, payload: EventPayloads[Name]): void;
  /** Writes shared bytes. */
  write(event: EncodedEvent): void;
  /** Packets handed over that the transport has not taken yet; 0 or 1 is normal. */
  backlog(): number;
  /** Bytes that wait in this process for the transport to take them. Asked for now and then, not with each frame. */
  queuedBytes(): number;
  /** Calls back once when the transport has taken everything. */
  onDrained(run: () => void): void;
  /** Tells why (`connection-closing`) and closes. */
  close(refusal: Refusal, retryWindowMs: number): void;
}
