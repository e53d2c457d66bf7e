import type { IncomingMessage } from 'node:http';
import { describe, expect, it } from 'vitest';
import { addressKey, addressReader, parseNetwork, type TrustProxy } from './addresses.ts';

const from = (peer: string | undefined, forwarded?: string | string[]): IncomingMessage =>
  ({ socket: { remoteAddress: peer }, headers: { 'x-forwarded-for': forwarded } }) as unknown as IncomingMessage;
const keyOf = (trust: TrustProxy, peer: string, forwarded?: string | string[]) => addressReader(trust)(from(peer, forwarded));

describe('addresses', () => {
  it.each([
    ['192.0.2.7', '192.0.2.7'],
    ['::ffff:192.0.2.7', '192.0.2.7'],
    ['::FFFF:c000:0207', '192.0.2.7'],
    ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2::/64'],
    ['2001:0DB8:0001:0002::9', '2001:db8:1:2::/64'],
    ['2001:db8::1', '2001:db8:0:0::/64'],
    ['fe80::1%eth0', 'fe80:0:0:0::/64'],
    ['::1', '0:0:0:0::/64'],
    ['not an address', 'unknown'],
    ['', 'unknown'],
  ])('LIM-2 counts %s as %s', (address, key) => {
    expect(addressKey(address)).toBe(key);
  });

  it('LIM-2 believes no forwarded address by default, whatever it says', () => {
    const keys = Array.from({ length: 1_000 }, (_, n) => keyOf({ kind: 'none' }, '192.0.2.1', `10.0.${n >> 8}.${n & 255}`));
    expect(new Set(keys)).toEqual(new Set(['192.0.2.1']));
  });

  it('LIM-2 takes the address that the last trusted hop saw, not what the client wrote before it', () => {
    const hops = (n: number): TrustProxy => ({ kind: 'hops', hops: n });
    expect(keyOf(hops(1), '10.0.0.1', '6.6.6.6, 203.0.113.9')).toBe('203.0.113.9');
    expect(keyOf(hops(2), '10.0.0.1', '6.6.6.6, 203.0.113.9, 10.0.0.2')).toBe('203.0.113.9');
    expect(keyOf(hops(1), '10.0.0.1', ['6.6.6.6', '203.0.113.9'])).toBe('203.0.113.9');
    expect(keyOf(hops(1), '10.0.0.1')).toBe('10.0.0.1');
    expect(keyOf(hops(3), '10.0.0.1', '203.0.113.9')).toBe('203.0.113.9');
    expect(keyOf(hops(1), '10.0.0.1', '203.0.113.9, garbage')).toBe('10.0.0.1');
  });

  it('LIM-2 walks through trusted networks and stops at the first stranger', () => {
    const trust: TrustProxy = { kind: 'networks', networks: ['10.0.0.0/8', 'fd00::/8', '192.0.2.1'] };
    expect(keyOf(trust, '::ffff:10.1.2.3', '6.6.6.6, 203.0.113.9, 10.9.9.9')).toBe('203.0.113.9');
    expect(keyOf(trust, 'fd00::5', '2001:db8:1:2:3::4')).toBe('2001:db8:1:2::/64');
    expect(keyOf(trust, '198.51.100.4', '203.0.113.9')).toBe('198.51.100.4');
    expect(keyOf(trust, '10.1.1.1', '10.1.1.2, 10.1.1.3')).toBe('10.1.1.2');
  });

  it('LIM-2 reads networks strictly', () => {
    expect(parseNetwork('10.0.0.0/8')).toEqual({ address: '10.0.0.0', bits: 8, family: 'ipv4' });
    expect(parseNetwork('::1')).toEqual({ address: '::1', bits: 128, family: 'ipv6' });
    for (const wrong of ['10.0.0.0/33', '10.0.0/8', 'fd00::/129', 'fd00::/', '10.0.0.0/8/8', 'localhost', '10.0.0.0/-1']) {
      expect(parseNetwork(wrong)).toBeUndefined();
    }
  });
});
