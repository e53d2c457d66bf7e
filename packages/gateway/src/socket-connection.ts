/** One client's line as the engine sees it, over Socket.IO. */
import type { Duplex } from 'node:stream';
import type { Connection, EncodedEvent } from '@parley/engine';
import type { EventName, EventPayloads, Refusal } from '@parley/protocol';
import type { Socket } from 'socket.io';
import { packetText, type SharedPackets } from './encoder.ts';
import { plainStream } from './plain-stream.ts';

type EngineSocket = Socket['conn'];
/** What of a transport is used here beyond its types. */
interface TransportInside {
  readonly name: string;
  readonly writable: boolean;
  /** The WebSocket; polling has none. */
  readonly socket?: { readonly bufferedAmount?: number; terminate(): void } | undefined;
  send(packets: SharedPackets): void;
  on(event: 'ready', run: () => void): void;
  off(event: 'ready', run: () => void): void;
}
interface QueueInside {
  readonly writeBuffer: readonly { readonly data?: unknown }[];
}

/** What a full stream counts in packets: enough to be passed over until it drains. */
const STREAM_BEHIND = 2;
/** How long a cut peer may take to close its side before the line is dropped, ms. */
const CLOSE_GRACE_MS = 1_000;

/** Never throws; a line that is closed swallows what is sent. */
export class SocketConnection implements Connection {
  readonly id: string;
  readonly addressKey: string;
  readonly mayMakeRooms: boolean;
  readonly #socket: Socket;
  /** The stream holds bytes back, because the system takes no more. */
  #full = false;

  constructor(socket: Socket, addressKey: string, mayMakeRooms: boolean) {
    this.#socket = socket;
    this.id = socket.id;
    this.addressKey = addressKey;
    this.mayMakeRooms = mayMakeRooms;
  }

  get #line(): EngineSocket {
    return this.#socket.conn;
  }

  get #transport(): TransportInside {
    return this.#line.transport as unknown as TransportInside;
  }

  send<Name extends EventName>(name: Name, payload: EventPayloads[Name]): void {
    this.#line.write(packetText(name, payload), { compress: false });
  }

  /**
   * A WebSocket that has nothing waiting gets the shared frame straight into its stream; any other goes through Engine.IO's
   * queue. So a frame never overtakes what was sent before it.
   */
  write(event: EncodedEvent): void {
    const line = this.#line;
    if (line.readyState !== 'open') return;
    const packets = event.encoded as SharedPackets;
    const [{ data, options }] = packets;
    const transport = this.#transport;
    if (transport.name === 'websocket' && transport.writable && this.#queued() === 0) {
      const frame = options.wsPreEncodedFrame?.[0];
      const stream = frame && plainStream(transport.socket);
      if (!stream || this.#full) transport.send(packets);
      else if (!stream.write(frame)) this.#filled(stream);
      return;
    }
    // The queue may mark the options it is given: each write has its own.
    line.write(data, { ...options } as Parameters<EngineSocket['write']>[1]);
  }

  /** Asked for at every delivery: the stream's own getters cost as much as the rest of this class. */
  #filled(stream: Duplex): void {
    this.#full = true;
    stream.once('drain', () => {
      this.#full = false;
    });
  }

  #queued(): number {
    return (this.#line as unknown as QueueInside).writeBuffer.length;
  }

  /** Counts Engine.IO's queue, and a stream that holds bytes back because the system takes no more. */
  backlog(): number {
    return this.#queued() + (this.#full ? STREAM_BEHIND : 0);
  }

  /**
   * Engine.IO's queue is what grows first, since it hands a transport nothing before the last packets are taken; behind it is what a
   * WebSocket and its stream hold. Texts count by their characters, shared ones for each connection that has yet to take them.
   */
  queuedBytes(): number {
    let bytes = this.#transport.socket?.bufferedAmount ?? 0;
    for (const { data } of (this.#line as unknown as QueueInside).writeBuffer)
      bytes += typeof data === 'string' ? data.length : 0;
    return bytes;
  }

  /** Engine.IO's own `drain` tells of the hand-over only; a transport is `ready` when the system has taken its bytes, and so is a stream. */
  onDrained(run: () => void): void {
    const line = this.#line;
    let watched = this.#transport;
    let stream = plainStream(watched.socket);
    let over = false;
    const stop = () => {
      over = true;
      unwatch();
      line.off('upgrade', watch);
      line.off('close', stop);
    };
    const check = () => {
      if (over || line.readyState !== 'open' || !watched.writable || this.backlog() > 0) return;
      stop();
      run();
    };
    const unwatch = () => {
      watched.off('ready', check);
      stream?.off('drain', check);
    };
    const watch = () => {
      unwatch();
      watched = this.#transport;
      stream = plainStream(watched.socket);
      watched.on('ready', check);
      stream?.on('drain', check);
    };
    watch();
    line.on('upgrade', watch);
    line.on('close', stop);
    // Already drained: still later, never inside the caller.
    process.nextTick(check);
  }

  close(refusal: Refusal, retryWindowMs: number): void {
    if (this.#line.readyState !== 'open') return;
    const peer = this.#transport.socket;
    this.send('connection-closing', { refusal, retryWindowMs });
    this.#socket.disconnect(true);
    // A peer that reads nothing, or writes on and on, would keep the line for as long as it likes.
    if (typeof peer?.terminate === 'function') setTimeout(() => peer.terminate(), CLOSE_GRACE_MS).unref();
  }
}
