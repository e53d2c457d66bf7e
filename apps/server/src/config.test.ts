import { describe, expect, it } from 'vitest';
import { readConfig, unknownVariables } from './config.ts';

const GOOD = 'Vn3Kx8Qw2Zr7Bt5Lm9Yc4Hs6Jd1Gf0Pa';
const OTHER = 'Qe4Tn8Bv6Wx1Zc3Mr7Yp9Ks2Hd5Jf0Lg';

const SHARED = { REDIS_URL: 'redis://cache:6380', DATABASE_URL: 'postgres://parley:pw@db/parley', PARLEY_SECRET: GOOD };

const config = (env: Record<string, string>) => {
  const read = readConfig(env);
  if (!read.ok) throw new Error(read.faults.join('; '));
  return read.config;
};

describe('configuration', () => {
  it('START-5 without any variable is one for this machine alone', () => {
    expect(config({})).toMatchObject({
      port: 3000,
      host: '127.0.0.1',
      secrets: undefined,
      origins: [],
      publicUrl: undefined,
      trustProxy: { kind: 'none' },
      demo: true,
      logLevel: 'warn',
      metrics: undefined,
      queuedBytesMax: 268_435_456,
      rates: {},
    });
  });

  it('START-5 reads every variable', () => {
    expect(
      config({
        PORT: '0',
        HOST: '0.0.0.0',
        PARLEY_DATA: '/var/lib/parley',
        PARLEY_SECRET: `${GOOD}, ${OTHER}`,
        PARLEY_ORIGINS: 'https://a.example, http://b.example:8080',
        PARLEY_PUBLIC_URL: 'https://talk.example/',
        TRUST_PROXY: '10.0.0.0/8, fd00::/8',
        PARLEY_DEMO: '0',
        PARLEY_LOG: 'info',
        PARLEY_INSTANCE: 'north-2',
        PARLEY_METRICS_PORT: '9464',
        PARLEY_METRICS_HOST: '0.0.0.0',
        PARLEY_QUEUED_MIB: '2',
        PARLEY_CONNECTIONS_PER_ADDRESS: '50',
        PARLEY_RATE_WRITES: '100/250',
        PARLEY_RATE_ADDRESS_WRITES: '7/1',
      }),
    ).toMatchObject({
      port: 0,
      host: '0.0.0.0',
      dataFolder: '/var/lib/parley',
      secrets: [GOOD, OTHER],
      origins: ['https://a.example', 'http://b.example:8080'],
      publicUrl: 'https://talk.example',
      trustProxy: { kind: 'networks', networks: ['10.0.0.0/8', 'fd00::/8'] },
      demo: false,
      logLevel: 'info',
      instance: 'north-2',
      metrics: { host: '0.0.0.0', port: 9464 },
      queuedBytesMax: 2_097_152,
      connectionsPerAddress: 50,
      rates: { writes: { burst: 100, everyMs: 250 }, addressWrites: { burst: 7, everyMs: 1 } },
    });
    expect(config({ TRUST_PROXY: '2' }).trustProxy).toEqual({ kind: 'hops', hops: 2 });
    expect(config({ PORT: '', PARLEY_DEMO: ' ' })).toMatchObject({ port: 3000, demo: true });
  });

  it.each([
    ['PORT', '65536'],
    ['PORT', 'http'],
    ['PORT', '-1'],
    ['PORT', '3e3'],
    ['HOST', 'two words'],
    ['PARLEY_ORIGINS', 'a.example'],
    ['PARLEY_ORIGINS', '*'],
    ['PARLEY_ORIGINS', 'https://a.example/path'],
    ['PARLEY_ORIGINS', 'https://A.example'],
    ['PARLEY_PUBLIC_URL', 'talk.example'],
    ['PARLEY_PUBLIC_URL', 'https://talk.example/parley'],
    ['TRUST_PROXY', 'true'],
    ['TRUST_PROXY', '10.0.0.0/99'],
    ['PARLEY_DEMO', 'no'],
    ['PARLEY_LOG', 'loud'],
    ['PARLEY_RATE_VOTES', '10'],
    ['PARLEY_RATE_VOTES', '0/100'],
    ['PARLEY_RATE_GUESTS', '10/100/1'],
    ['PARLEY_RATE_WRITE', '10/100'],
    ['PARLEY_SECRET', ','],
    ['REDIS_URL', 'http://hidden@cache'],
    ['DATABASE_URL', 'mysql://parley:hidden@db/parley'],
    ['DATABASE_URL', 'postgres://parley:hidden@db'],
    ['PARLEY_REDIS_PREFIX', 'a:b'],
    ['PARLEY_DATABASE_POOL', '0'],
    ['PARLEY_QUEUED_MIB', '1.5'],
    ['PARLEY_CONNECTIONS_PER_ADDRESS', '0'],
    ['PARLEY_METRICS_PORT', 'on'],
    ['PARLEY_SECRET', 'short'],
    ['PARLEY_SECRET', 'a'.repeat(64)],
    ['PARLEY_SECRET', 'please-change-me-please-change-me'],
    ['PARLEY_SECRET', 'this-is-a-very-long-secret-for-everyone'],
    ['PARLEY_SECRET', `${GOOD},short`],
  ])('START-5 %s=%s is refused with its name, and the value is not repeated where it is a secret', (name, value) => {
    const read = readConfig({ ...SHARED, [name]: value });
    expect(read.ok).toBe(false);
    if (read.ok) return;
    expect(read.faults).toHaveLength(1);
    expect(read.faults[0]).toMatch(new RegExp(`^${name} (must|is) `));
    if (/SECRET|_URL$/.test(name) && name !== 'PARLEY_PUBLIC_URL') expect(read.faults[0]).not.toContain(value);
  });

  it('START-7 Redis, Postgres and a secret make one of many instances', () => {
    expect(config(SHARED).shared).toEqual({
      database: SHARED.DATABASE_URL,
      redis: { host: 'cache', port: 6380, db: 0 },
      redisPrefix: 'parley',
      pool: 8,
    });
    expect(config({ ...SHARED, PARLEY_REDIS_PREFIX: 'news_site' }).shared).toMatchObject({ redisPrefix: 'news_site' });
    expect(config({ PARLEY_SECRET: GOOD }).shared).toBeUndefined();
  });

  it.each([
    [['REDIS_URL'], 'REDIS_URL is set and DATABASE_URL and PARLEY_SECRET are missing'],
    [['REDIS_URL', 'PARLEY_SECRET'], 'REDIS_URL is set and DATABASE_URL is missing'],
    [['DATABASE_URL', 'PARLEY_SECRET'], 'DATABASE_URL is set and REDIS_URL is missing'],
    [['REDIS_URL', 'DATABASE_URL'], 'REDIS_URL and DATABASE_URL are set and PARLEY_SECRET is missing'],
  ] as const)('START-7 %j alone is half a configuration, said in one line', (names, words) => {
    const read = readConfig(Object.fromEntries(names.map((name) => [name, SHARED[name]])));
    expect(read).toEqual({ ok: false, faults: [expect.stringContaining(`${words}: several instances need`)] });
    // A container's empty variable is one that is not set.
    expect(readConfig({ REDIS_URL: '', DATABASE_URL: ' ' }).ok).toBe(true);
  });

  it('START-5 finds variables that look like ours and are not', () => {
    const env = { PARLEY_ORIGIN: 'https://a.example', PARLEY_ORIGINS: '', PARLEY_RATE_VOTES: '1/1', PARLEY_SEED: '7', PATH: '/' };
    expect(unknownVariables({ ...env, PARLEY_CHROMIUM: '/x', PARLEY_SITE_DEV: '', parley_data: '' })).toEqual(['PARLEY_ORIGIN']);
    expect(readConfig(env).ok).toBe(true);
  });

  it('START-5 names all that is wrong at once', () => {
    const read = readConfig({ PORT: 'x', PARLEY_DEMO: 'x', PARLEY_SECRET: 'x' });
    expect(read.ok ? [] : read.faults.map((fault) => fault.split(' ')[0])).toEqual(['PORT', 'PARLEY_SECRET', 'PARLEY_DEMO']);
  });
});
