/** Whom address limits count. One function for HTTP and sockets, so that neither can be used around the other. */
import type { IncomingMessage } from 'node:http';
import { BlockList, isIP, isIPv4, isIPv6 } from 'node:net';

/** Which peers' `X-Forwarded-For` is believed: nobody's, that of so many proxies in front, or that of proxies in these networks. */
export type TrustProxy =
  | { readonly kind: 'none' }
  | { readonly kind: 'hops'; readonly hops: number }
  | { readonly kind: 'networks'; readonly networks: readonly string[] };

export const TRUST_NO_PROXY: TrustProxy = { kind: 'none' };

/** Reads `ADDRESS/BITS` or a plain address into a family and a prefix; undefined when it is neither. */
export function parseNetwork(text: string): { address: string; bits: number; family: 'ipv4' | 'ipv6' } | undefined {
  const [address = '', prefix, ...rest] = text.split('/');
  const version = isIP(address);
  if (version === 0 || rest.length > 0) return undefined;
  const most = version === 4 ? 32 : 128;
  const bits = prefix === undefined ? most : /^\d{1,3}$/.test(prefix) ? Number(prefix) : -1;
  return bits >= 0 && bits <= most ? { address, bits, family: version === 4 ? 'ipv4' : 'ipv6' } : undefined;
}

/** An address in the form in which addresses are compared: without zone, IPv4 inside IPv6 as IPv4; undefined when it is none. */
function canonicalAddress(text: string): string | undefined {
  const bare = text.trim().replace(/%.*$/, '');
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(bare)?.[1];
  const address = mapped ?? bare;
  if (isIPv4(address)) return address;
  if (!isIPv6(address)) return undefined;
  const hex = new URL(`http://[${address}]`).hostname.slice(1, -1);
  const low = /^::ffff:([0-9a-f]{1,4}):([0-9a-f]{1,4})$/.exec(hex);
  if (!low) return hex;
  const word = (Number.parseInt(low[1] ?? '0', 16) << 16) | Number.parseInt(low[2] ?? '0', 16);
  return [24, 16, 8, 0].map((shift) => (word >>> shift) & 255).join('.');
}

/** The bucket of an address: IPv4 as it is, IPv6 by its /64, since one household or host owns a whole /64. */
export function addressKey(address: string): string {
  const canonical = canonicalAddress(address);
  if (canonical === undefined) return 'unknown';
  if (isIPv4(canonical)) return canonical;
  const [head = '', tail = ''] = canonical.split('::');
  const front = head === '' ? [] : head.split(':');
  const back = tail === '' ? [] : tail.split(':');
  const zeros = Array.from({ length: 8 - front.length - back.length }, () => '0');
  return `${(canonical.includes('::') ? [...front, ...zeros, ...back] : front).slice(0, 4).join(':')}::/64`;
}

/** Makes the function that says whom a request counts for. */
export function addressReader(trust: TrustProxy): (request: IncomingMessage) => string {
  const trusted = trustedPeers(trust);
  return (request) => {
    const peer = canonicalAddress(request.socket.remoteAddress ?? '');
    if (peer === undefined) return 'unknown';
    const header = request.headers['x-forwarded-for'];
    const forwarded = (Array.isArray(header) ? header.join(',') : (header ?? '')).split(',');
    let client = peer;
    // From the nearest hop outwards: the first address that no trusted proxy vouches for is the client.
    for (let hop = 0; trusted(client, hop); hop += 1) {
      const next = canonicalAddress(forwarded[forwarded.length - 1 - hop] ?? '');
      if (next === undefined) break;
      client = next;
    }
    return addressKey(client);
  };
}

function trustedPeers(trust: TrustProxy): (address: string, hop: number) => boolean {
  if (trust.kind === 'none') return () => false;
  if (trust.kind === 'hops') return (_address, hop) => hop < trust.hops;
  const list = new BlockList();
  for (const text of trust.networks) {
    const network = parseNetwork(text);
    if (network) list.addSubnet(network.address, network.bits, network.family);
  }
  return (address) => list.check(address, isIPv4(address) ? 'ipv4' : 'ipv6');
}
