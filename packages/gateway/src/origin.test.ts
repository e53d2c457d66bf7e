import { describe, expect, it } from 'vitest';
import { canonicalOrigin, originRule } from './origin.ts';

describe('origins', () => {
  const rule = originRule('https://talk.example.org', ['https://news.example.org', 'http://localhost:8080']);

  it('CONN-4 takes its own origin, listed ones and an absent one', () => {
    expect(rule.judge('https://talk.example.org')).toBe('own');
    expect(rule.judge('https://news.example.org')).toBe('listed');
    expect(rule.judge('http://localhost:8080')).toBe('listed');
    expect(rule.judge(undefined)).toBe('absent');
  });

  it.each([
    'null',
    '',
    'https://evil.example',
    'http://news.example.org',
    'https://news.example.org:8443',
    'https://news.example.org.evil.example',
    'https://evil-news.example.org',
    'https://NEWS.example.org',
    'https://news.example.org/',
    'https://news.example.org, https://evil.example',
    'https://user@news.example.org',
    '*',
    '__proto__',
    'constructor',
  ])('CONN-4 calls %j foreign', (origin) => {
    expect(rule.judge(origin)).toBe('foreign');
  });

  it('CONN-4 counts all names of loopback as one while developing, on the same port only', () => {
    const local = originRule('http://localhost:3000', []);
    expect(['http://localhost:3000', 'http://127.0.0.1:3000', 'http://[::1]:3000'].map(local.judge)).toEqual([
      'own',
      'own',
      'own',
    ]);
    expect(local.judge('http://localhost:3001')).toBe('foreign');
    expect(local.judge('https://localhost:3000')).toBe('foreign');
  });

  it('CONN-4 knows an origin from an address', () => {
    expect(canonicalOrigin('https://a.example')).toBe('https://a.example');
    expect(canonicalOrigin('https://a.example:443')).toBe('https://a.example');
    for (const other of ['a.example', 'https://a.example/path', 'https://a.example/?q', 'ftp://a.example', 'null', '*']) {
      expect(canonicalOrigin(other)).toBeUndefined();
    }
  });
});
