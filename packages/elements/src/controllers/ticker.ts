import type { ReactiveController, ReactiveControllerHost } from 'lit';

/** How often relative times are looked at again, in ms: they change by the minute. */
const EVERY_MS = 30_000;

const hosts = new Set<ReactiveControllerHost>();
let timer: ReturnType<typeof setInterval> | undefined;

/** Renders its host again every half minute, with one timer for the whole page. */
export class Ticker implements ReactiveController {
  private readonly host: ReactiveControllerHost;

  constructor(host: ReactiveControllerHost) {
    this.host = host;
    host.addController(this);
  }

  hostConnected(): void {
    hosts.add(this.host);
    timer ??= setInterval(() => {
      for (const host of hosts) host.requestUpdate();
    }, EVERY_MS);
  }

  hostDisconnected(): void {
    hosts.delete(this.host);
    if (hosts.size > 0) return;
    clearInterval(timer);
    timer = undefined;
  }
}
