/** The numbers of an instance, on a port of their own: they are for whoever runs it, not for the network that people come from. */
import type { Metrics } from '@parley/engine';
import { noMetrics, type ParleyServer } from '@parley/gateway';
import { listen } from '../listen.ts';
import { prometheusExporter } from './prometheus.ts';
import { standingOf } from './standing.ts';

/** Where the numbers are asked for. */
export interface MetricsAddress {
  readonly host: string;
  /** 0 takes any free one. */
  readonly port: number;
}

export interface Numbers {
  readonly metrics: Metrics;
  /** Where they are, or undefined when nobody asks for any. */
  readonly url: string | undefined;
  /** Begins to answer; `parley` is what they are about. */
  begin(parley: ParleyServer): void;
  close(): void;
}

const NONE: Numbers = { metrics: noMetrics, url: undefined, begin: () => undefined, close: () => undefined };

/** Takes the port at once, so that a taken one is known before any data is touched. Throws a `StartFault` when it cannot. */
export async function openNumbers(at: MetricsAddress | undefined): Promise<Numbers> {
  if (!at) return NONE;
  const listening = await listen(at.host, at.port, { host: 'PARLEY_METRICS_HOST', port: 'PARLEY_METRICS_PORT' });
  const exporter = prometheusExporter();
  return {
    metrics: exporter.metrics,
    url: `http://localhost:${listening.port}/metrics`,
    begin(parley) {
      const baseBytes = process.memoryUsage.rss();
      exporter.watch(() => standingOf(parley, baseBytes));
      listening.serve((request, response) => {
        if (request.method !== 'GET' || request.url !== '/metrics') return void response.writeHead(404).end();
        exporter.text().then(
          ({ type, body }) => response.writeHead(200, { 'content-type': type, 'cache-control': 'no-store' }).end(body),
          () => response.writeHead(500).end(),
        );
      });
    },
    close() {
      listening.server.close();
      listening.server.closeAllConnections();
    },
  };
}
