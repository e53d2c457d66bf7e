/** Where the things of this repository are, from `src` and from `dist` alike. */
import { fileURLToPath } from 'node:url';

const inRepository = (path: string): string => fileURLToPath(new URL(`../../../${path}`, import.meta.url));

/** The server's program, from its build. */
export const SERVER_MAIN = inRepository('apps/server/dist/main.js');
/** The one source of the proxy's settings. */
export const PROXY_CONFIG = inRepository('infra/proxy/haproxy.cfg');
