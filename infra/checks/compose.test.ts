import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { VARIABLES } from '../../apps/server/src/config/variables.ts';
import { root } from '../dev/lib/paths.mjs';
import { type ComposeFile, composeFaults, composeFile, variablesIn } from './compose.ts';
import { read } from './sources.ts';

const alone = read('infra/compose.yaml').text;
const scaled = read('infra/compose.scale.yaml').text;
const known = { variables: new Set(Object.keys(VARIABLES)), exists: (path: string) => existsSync(join(root, 'infra', path)) };
const fileOf = (text: string): ComposeFile => composeFile.parse(parse(text));
const faultsOf = (text: string) => composeFaults(fileOf(text), known);
const { services } = fileOf(scaled);
/** How a file asks for a variable that must be given. */
const required = (name: string) => `\${${name}:?is missing, see infra/env.example}`;

describe('the compose files', () => {
  it('SCALE-5 name only what exists, pin every image, check health, start again, leave time to drain and hold no secret', () => {
    expect(faultsOf(alone)).toEqual([]);
    expect(faultsOf(scaled)).toEqual([]);
  });

  it.each([
    ['a variable that nothing reads', ['PARLEY_ORIGINS:', 'PARLEY_ORIGIN:'], 'nothing reads PARLEY_ORIGIN'],
    ['a tag that moves', ['haproxy:2.8.10', 'haproxy:latest'], 'haproxy:latest is not pinned'],
    ['a file that is not there', ['./proxy/haproxy.cfg:', './proxy/haproxy.conf:'], './proxy/haproxy.conf is not there'],
    ['a volume that is not there', ['postgres:/var', 'data:/var'], 'data is not there'],
    ['a port for everybody', ['127.0.0.1:9090:9090', '9090:9090'], 'opens 9090:9090'],
    ['too little time to drain', ['stop_grace_period: 15s', 'stop_grace_period: 5s'], 'killed after 5s'],
    [
      'a secret with a default',
      [required('PARLEY_SECRET'), required('PARLEY_SECRET').replace(/:.*/, ':-guess}')],
      'PARLEY_SECRET has',
    ],
    ['a password in the file', [required('GRAFANA_PASSWORD'), 'admin'], 'GF_SECURITY_ADMIN_PASSWORD has'],
    [
      'a service that is not started again',
      ['redis:7.2.11-bookworm\n    restart: unless-stopped', 'redis:7.2.11-bookworm'],
      'redis: is not',
    ],
    ['a Dockerfile that is not there', ['docker/Dockerfile', 'docker/Containerfile'], 'docker/Containerfile is not there'],
    ['rights that are not needed', ['cap_drop: [ALL]', 'cap_drop: []'], 'more rights'],
  ])('SCALE-5 turns red for %s', (_what, [from = '', to = ''], fault) => {
    expect(scaled).toContain(from);
    expect(faultsOf(scaled.replace(from, to))).toEqual(expect.arrayContaining([expect.stringContaining(fault)]));
  });

  it('SCALE-5 the example of the environment names what the files take, and no secret has a value in it', () => {
    const example = read('infra/env.example').text;
    const named = [...example.matchAll(/^(\w+)=(.*)$/gm)].map(([, name = '', value]) => ({ name, value }));
    const asked = [...scaled.matchAll(/\$\{(\w+):\?/g)].map((match) => match[1]);
    expect(named.map(({ name }) => name)).toEqual(expect.arrayContaining(asked));
    expect(named.filter(({ name }) => !variablesIn(scaled).includes(name))).toEqual([]);
    expect(named.filter(({ name, value }) => asked.includes(name) && value !== '')).toEqual([]);
    expect(read('.gitignore').text).toContain('infra/.env');
  });

  it('SCALE-5 three instances, with the Redis of the tests and room for more in Postgres', () => {
    expect(services.parley?.deploy?.replicas).toBe(3);
    const redis = /PUBSUB_LIMIT = \[([^\]]+)\]/.exec(read('packages/topology/src/redis.ts').text)?.[1] ?? '';
    const limit = [...redis.matchAll(/'([^']+)'/g)].map((match) => match[1]);
    expect(services.redis?.command?.slice(-2)).toEqual(limit);
    const most = Number(services.postgres?.command?.join(' ').match(/max_connections=(\d+)/)?.[1]);
    const pools = 2 * Number(VARIABLES.PARLEY_DATABASE_POOL?.standard);
    const known = Number(/server-template parley (\d+) /.exec(read('infra/proxy/haproxy.cfg').text)?.[1]);
    const forTools = 20;
    expect(most).toBeGreaterThanOrEqual(known * pools + forTools);
    const here = read('packages/topology/src/postgres.ts').text.match(/CONNECTIONS_MAX = (\d+)/)?.[1];
    expect(Number(here)).toBe(most);
  });
});
