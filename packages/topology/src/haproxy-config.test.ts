import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { localConfig } from './haproxy-config.ts';
import { PROXY_CONFIG } from './places.ts';

describe('the proxy on this machine', () => {
  const source = readFileSync(PROXY_CONFIG, 'utf8');
  const local = localConfig(source, { port: 20_001, metricsPort: 20_002, instances: [20_003, 20_004] });

  it('SCALE-3 has the settings of the containers’ proxy, but for its addresses', () => {
    const own = (text: string) => text.split('\n').filter((line) => !/^ *(bind|server|server-template) /.test(line));
    expect(own(local)).toEqual(own(source));
    expect(own(source).length).toBeGreaterThan(30);
  });

  it('SCALE-3 listens on the loopback only and knows each instance in each backend', () => {
    const lines = local.split('\n').map((line) => line.trim());
    expect(lines.filter((line) => line.startsWith('bind '))).toEqual(['bind 127.0.0.1:20001', 'bind 127.0.0.1:20002']);
    const servers = ['server parley1 127.0.0.1:20003', 'server parley2 127.0.0.1:20004'];
    expect(lines.filter((line) => /^server(-template)? /.test(line))).toEqual([...servers, ...servers, ...servers]);
  });
});
