import { expect, it } from 'vitest';
import { readRedisUrl } from './redis-url.ts';

it('START-5 an address of Redis names one server, or the Sentinels and their primary', () => {
  const read = (url: string) => {
    const answer = readRedisUrl(url);
    return answer.ok ? answer.target : answer.fault;
  };
  expect(read('redis://cache')).toEqual({ host: 'cache', port: 6379, db: 0 });
  expect(read('redis://:p%40ss@10.0.0.1:7000/3')).toEqual({ host: '10.0.0.1', port: 7000, db: 3, password: 'p@ss' });
  expect(read('rediss://ann:secret@[::1]:6380/')).toEqual({
    host: '::1',
    port: 6380,
    db: 0,
    username: 'ann',
    password: 'secret',
    tls: {},
  });
  expect(read('redis+sentinel://:secret@one,two:5000/main/2')).toEqual({
    sentinels: [
      { host: 'one', port: 26379 },
      { host: 'two', port: 5000 },
    ],
    name: 'main',
    db: 2,
    password: 'secret',
  });
});

it.each([
  '',
  'cache:6379',
  'http://cache',
  'redis://',
  'redis://cache:0',
  'redis://cache:99999',
  'redis://cache:port',
  'redis://one,two',
  'redis://cache/db',
  'redis://cache/1/2',
  'redis://cache?x=1',
  'redis://:hidden%ZZ@cache',
  'redis://us@er:hidden@cache',
  'redis+sentinel://one',
  'redis+sentinel://one,/main',
])('START-5 an address that is none is refused in words that do not repeat it: %s', (url) => {
  const answer = readRedisUrl(url);
  expect(answer).toEqual({ ok: false, fault: expect.stringContaining('redis://[user:password@]host') });
  expect(JSON.stringify(answer)).not.toContain('hidden');
});
