import type { RoomClient, RoomView } from '@parley/client';
import type { ReactiveController, ReactiveControllerHost } from 'lit';

type Host = ReactiveControllerHost & { readonly client: RoomClient | undefined };

/** Gives a part its slice of the room's view and renders it again only when that slice is another one. */
export class ViewSlice<T> implements ReactiveController {
  private client: RoomClient | undefined;
  private stop: (() => void) | undefined;
  private last: T | undefined;
  private connected = false;

  private readonly host: Host;
  private readonly select: (view: RoomView) => T;

  constructor(host: Host, select: (view: RoomView) => T) {
    this.host = host;
    this.select = select;
    host.addController(this);
  }

  /** The slice now, or undefined without a client. */
  get value(): T | undefined {
    return this.host.client ? this.select(this.host.client.view) : undefined;
  }

  hostConnected(): void {
    this.connected = true;
    this.follow();
  }

  hostUpdate(): void {
    this.follow();
    this.last = this.value;
  }

  hostDisconnected(): void {
    this.connected = false;
    this.stop?.();
    this.stop = undefined;
    this.client = undefined;
  }

  private follow(): void {
    // An update that was under way when the host was taken away must not make it listen again.
    if (!this.connected || (this.host.client === this.client && this.stop)) return;
    this.stop?.();
    this.client = this.host.client;
    this.stop = this.client?.subscribe(() => {
      if (!Object.is(this.value, this.last)) this.host.requestUpdate();
    });
  }
}
