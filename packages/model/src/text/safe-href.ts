/** Which addresses become links. */

const allowed = new Set(['http:', 'https:', 'mailto:']);

/**
 * The address as the browser will understand it, or undefined when it is not http, https or mailto, not absolute, or hides its
 * host behind a user name. Judged after URL parsing, which drops tabs and line ends as browsers do.
 */
export function safeHref(address: string): string | undefined {
  const url = URL.parse?.(address) ?? parse(address);
  if (!url || !allowed.has(url.protocol)) return undefined;
  return url.username === '' && url.password === '' ? url.href : undefined;
}

// Node 20 has no URL.parse.
function parse(address: string): URL | undefined {
  try {
    return new URL(address);
  } catch {
    return undefined;
  }
}
