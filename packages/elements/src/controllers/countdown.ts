import type { ReactiveController, ReactiveControllerHost } from 'lit';

/** Renders its host each second while a moment lies ahead. */
export class Countdown implements ReactiveController {
  private readonly host: ReactiveControllerHost;
  private timer: ReturnType<typeof setTimeout> | undefined;

  constructor(host: ReactiveControllerHost) {
    this.host = host;
    host.addController(this);
  }

  /** Whole seconds until `until`, at least 0; asks for the next render when there are any. Call while rendering. */
  seconds(until: number, now: number): number {
    const left = Math.max(0, Math.ceil((until - now) / 1_000));
    clearTimeout(this.timer);
    if (left > 0) this.timer = setTimeout(() => this.host.requestUpdate(), 1_000);
    return left;
  }

  hostDisconnected(): void {
    clearTimeout(this.timer);
  }
}
