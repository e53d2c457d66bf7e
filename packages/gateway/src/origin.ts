/** Which pages may talk to this server. The same answer for polling, WebSocket and HTTP. */

/** What a request's Origin header means here. */
export type OriginVerdict = 'own' | 'listed' | 'absent' | 'foreign';

export interface OriginRule {
  /** `absent` is allowed: no ambient credential exists, so a program without a browser gains nothing by it. */
  judge(origin: string | undefined): OriginVerdict;
}

/** The exact form in which browsers send an origin, or undefined when the text is none. */
export function canonicalOrigin(text: string): string | undefined {
  try {
    const url = new URL(text);
    const plain = url.pathname === '/' && url.search === '' && url.hash === '' && url.username === '' && url.password === '';
    return plain && (url.protocol === 'http:' || url.protocol === 'https:') ? url.origin : undefined;
  } catch {
    return undefined;
  }
}

/** Names by which a browser on the same machine may have reached a server on loopback. */
const LOOPBACK = ['localhost', '127.0.0.1', '[::1]'];

/**
 * The rule of one server: its own public origin and an exact list of others. A public address on loopback counts under each of
 * loopback's names, so that `localhost` and `127.0.0.1` both work while developing. Header text is compared as it is: `null`,
 * another case, a trailing slash or a list of origins are foreign.
 */
export function originRule(publicUrl: string, listed: readonly string[]): OriginRule {
  const own = new URL(publicUrl);
  const owns = new Set([own.origin]);
  if (LOOPBACK.includes(own.hostname)) {
    for (const host of LOOPBACK) owns.add(new URL(`${own.protocol}//${host}${own.port && `:${own.port}`}`).origin);
  }
  const others = new Set(listed);
  return {
    judge: (origin) => {
      if (origin === undefined) return 'absent';
      if (owns.has(origin)) return 'own';
      return others.has(origin) ? 'listed' : 'foreign';
    },
  };
}
