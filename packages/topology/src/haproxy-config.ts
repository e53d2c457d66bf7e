/** The proxy's settings with our own addresses: infra/proxy/haproxy.cfg is their one source. */

export interface ProxyAddresses {
  /** Port of 127.0.0.1 for people. */
  readonly port: number;
  /** Port of 127.0.0.1 for the proxy's own metrics. */
  readonly metricsPort: number;
  /** Ports of the instances on 127.0.0.1. */
  readonly instances: readonly number[];
}

/**
 * Replaces what only fits the containers: addresses to listen on, and names to ask for instances.
 * @param source text of haproxy.cfg
 */
export function localConfig(source: string, { port, metricsPort, instances }: ProxyAddresses): string {
  return source
    .replace('bind :8080', `bind 127.0.0.1:${port}`)
    .replace('bind :8404', `bind 127.0.0.1:${metricsPort}`)
    .replace(/^( *)server-template .*$/gm, (_line, indent: string) =>
      instances.map((each, index) => `${indent}server parley${index + 1} 127.0.0.1:${each}`).join('\n'),
    );
}
