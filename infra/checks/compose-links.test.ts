import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { readConfig } from '../../apps/server/src/config.ts';
import { root } from '../dev/lib/paths.mjs';
import { composeFile } from './compose.ts';
import { boardsFile, linkFaults, prometheusFile, sourcesFile } from './compose-links.ts';
import { instructionsOf } from './dockerfile.ts';
import { read } from './sources.ts';

const FILES = {
  compose: 'infra/compose.scale.yaml',
  proxy: 'infra/proxy/haproxy.cfg',
  prometheus: 'infra/dashboards/prometheus.yml',
  sources: 'infra/dashboards/grafana/provisioning/datasources/prometheus.yml',
  boards: 'infra/dashboards/grafana/provisioning/dashboards/parley.yml',
  image: 'infra/docker/Dockerfile',
  dashboard: 'infra/dashboards/parley.json',
};
type Name = keyof typeof FILES;
const TEXTS = Object.fromEntries(Object.entries(FILES).map(([name, path]) => [name, read(path).text])) as Record<Name, string>;

const faultsOf = (texts: Readonly<Record<Name, string>>): string[] =>
  linkFaults({
    compose: composeFile.parse(parse(texts.compose)),
    proxy: texts.proxy,
    prometheus: prometheusFile.parse(parse(texts.prometheus)),
    sources: sourcesFile.parse(parse(texts.sources)),
    boards: boardsFile.parse(parse(texts.boards)),
    dashboards: [{ path: './dashboards/parley.json', text: texts.dashboard }],
    imagePort: instructionsOf(texts.image).find(({ word }) => word === 'EXPOSE')?.rest ?? '',
  });

/** The environment of an instance as compose would fill it in from an example whose secrets are given. */
function settingsOf(text: string): Record<string, string> {
  const env = composeFile.parse(parse(text)).services.parley?.environment ?? {};
  const filled = (value: string) =>
    value.replace(/\$\{\w+:-([^}]*)\}/g, '$1').replace(/\$\{\w+:\?[^}]*\}/g, 'a0b1c2d3e4f5a6b7c8d9e0f1a2b3c4d5e6f7a8b9');
  return Object.fromEntries(Object.entries(env).map(([name, value]) => [name, filled(value)]));
}

describe('the parts of the scaled compose file', () => {
  it('SCALE-5 find each other: names, ports, networks, places and sources are the same on both sides', () => {
    expect(faultsOf(TEXTS)).toEqual([]);
    // The one dashboard that is checked is the one there is.
    expect(readdirSync(join(root, 'infra/dashboards')).filter((file) => file.endsWith('.json'))).toEqual(['parley.json']);
  });

  it.each<[Name, string, string, string]>([
    ['compose', '  redis:\n', '  cache:\n', 'parley asks for redis, which is no service'],
    ['compose', '@postgres:5432', '@postgres:5433', 'parley asks postgres at 5433'],
    ['compose', '@postgres:5432/parley', '@postgres:5432/talk', 'the database differs'],
    ['compose', 'POSTGRES_USER: parley', 'POSTGRES_USER: talk', 'the user of Postgres differs'],
    ['compose', 'redis://redis:6379', 'redis://redis:6380', 'parley asks redis at 6380'],
    ['compose', 'PARLEY_METRICS_PORT: "9464"', 'PARLEY_METRICS_PORT: "9646"', 'prometheus asks parley at 9464'],
    ['compose', 'PARLEY_METRICS_HOST: 0.0.0.0', 'PARLEY_METRICS_HOST: 127.0.0.1', 'its numbers are for itself only'],
    ['compose', 'TRUST_PROXY:-1', 'TRUST_PROXY:-none', 'the proxy before it is not trusted'],
    ['compose', '3000:8080', '3000:8081', 'proxy: nothing listens at 8081'],
    ['compose', '127.0.0.1/8080', '127.0.0.1/8008', 'proxy: nothing listens at 8008'],
    ['compose', '127.0.0.1:9090/-', '127.0.0.1:9900/-', 'prometheus: nothing listens at 9900'],
    ['compose', '3001:3000', '3001:3001', 'grafana: nothing listens at 3001'],
    ['compose', 'networks: [inside]\n    read_only', 'networks: [outside]\n    read_only', 'parley and redis have no network'],
    ['compose', ':/usr/local/etc/haproxy/haproxy.cfg', ':/etc/haproxy/haproxy.cfg', './proxy/haproxy.cfg is not at'],
    ['compose', ':/etc/prometheus/prometheus.yml', ':/etc/prometheus.yml', './dashboards/prometheus.yml is not at'],
    ['compose', ':/etc/prometheus/alerts.yml', ':/etc/alerts.yml', 'alerts.yml is not mounted'],
    ['compose', ':/etc/grafana/provisioning', ':/etc/grafana', './dashboards/grafana/provisioning is not at'],
    ['compose', ':/var/lib/grafana/dashboards/', ':/var/lib/grafana/boards/', 'parley.json is in no folder'],
    ['proxy', 'parley:3000 resolvers', 'parley:3001 resolvers', 'proxy asks parley at 3001'],
    ['proxy', 'server-template parley 20 parley:', 'server-template parley 20 instance:', 'proxy asks for instance'],
    ['proxy', 'bind :8404', 'bind :8405', 'no numbers of the proxy'],
    ['proxy', 'option forwardfor', 'option httpclose', 'does not write down who came'],
    ['prometheus', 'names: [parley]', 'names: [parlay]', 'prometheus asks for parlay'],
    ['prometheus', 'port: 9464', 'port: 9090', 'no numbers of instances'],
    ['prometheus', 'proxy:8404', 'haproxy:8404', 'prometheus asks for haproxy'],
    ['prometheus', '- alerts.yml', '- alarms.yml', 'alarms.yml is not mounted'],
    ['prometheus', 'alertmanager:9093', 'alertmanager:9094', 'prometheus asks alertmanager at 9094'],
    ['compose', ':/etc/alertmanager/alertmanager.yml', ':/etc/alerts.yml', './dashboards/alertmanager.yml is not at'],
    ['sources', 'prometheus:9090', 'prometheus:9091', 'grafana asks prometheus at 9091'],
    ['sources', 'uid: prometheus', 'uid: numbers', 'asks the source prometheus, which is not there'],
    ['boards', 'path: /var/lib/grafana/dashboards', 'path: /var/lib/grafana/boards', 'parley.json is in no folder'],
    ['image', 'EXPOSE 3000', 'EXPOSE 8080', 'proxy asks parley at 3000'],
  ])('SCALE-5 a mistake in %s turns red: %s → %s', (file, from, to, fault) => {
    const [before, ...after] = TEXTS[file].split(from);
    expect(after.length, 'the mistake can be made').toBeGreaterThan(0);
    // The first place only: what is said thrice must be right thrice.
    const doctored = `${before}${to}${after.join(from)}`;
    expect(faultsOf({ ...TEXTS, [file]: doctored })).toEqual(expect.arrayContaining([expect.stringContaining(fault)]));
  });

  it('SCALE-5 an instance takes the settings as they stand, and refuses in one line to start without the secret', () => {
    const { PARLEY_SECRET, ...rest } = settingsOf(TEXTS.compose);
    const read = readConfig({ ...rest, PARLEY_SECRET });
    expect(read).toMatchObject({
      ok: true,
      config: { trustProxy: { kind: 'hops', hops: 1 }, metrics: { host: '0.0.0.0', port: 9464 } },
    });
    expect(readConfig(rest)).toEqual({ ok: false, faults: [expect.stringContaining('PARLEY_SECRET is missing')] });
  });
});
