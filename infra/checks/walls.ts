/** Who may name whom: the arrows between the workspaces, and the one place of each vendor. */

export interface Wall {
  /** Workspaces (without `@parley/`) that its shipped code may import. */
  readonly workspaces: readonly string[];
  /** Packages from outside; only these, so that each has one place. `node:` stands for Node itself. */
  readonly vendors: readonly string[];
  /** Packages that only its tests may name. */
  readonly testVendors?: readonly string[];
}

const wall = (workspaces: readonly string[], vendors: readonly string[] = [], testVendors: readonly string[] = []): Wall => ({
  workspaces,
  vendors,
  testVendors,
});

export const WALLS: Readonly<Record<string, Wall>> = {
  'packages/protocol': wall([], ['zod']),
  'packages/model': wall(['protocol'], ['marked']),
  'packages/engine': wall(['protocol', 'model']),
  'packages/store': wall(['protocol', 'model', 'engine'], ['kysely', 'better-sqlite3', 'pg', 'node:']),
  'packages/redis': wall(['protocol', 'model', 'engine'], ['ioredis', 'zod', 'node:']),
  // ws: the frame that Socket.IO's own transport (engine.io) sends, prepared once for all recipients.
  'packages/gateway': wall(
    ['protocol', 'model', 'engine'],
    ['socket.io', 'engine.io', 'ws', 'express', 'helmet', 'jose', 'node:'],
    // zod: a test holds the events of an older protocol, as its clients decode them.
    ['socket.io-client', 'zod'],
  ),
  'packages/client': wall(['protocol', 'model'], ['socket.io-client']),
  // @lit-labs/ssr: its tests render what the server will; the shipped code only writes templates.
  'packages/elements': wall(['protocol', 'model', 'client'], ['lit', '@lit/context'], ['@lit-labs/ssr']),
  'packages/simulation': wall(['protocol', 'model', 'engine', 'client'], ['node:']),
  // Processes of many instances on one machine; it knows programs and addresses, nothing of what they do.
  'packages/topology': wall([], ['node:']),
  'apps/server': wall(
    ['protocol', 'model', 'engine', 'store', 'redis', 'gateway', 'elements', 'client'],
    ['pino', 'prom-client', 'express', 'zod', 'lit', '@lit-labs/ssr', 'node:'],
    // Tests that kill the server choose command ids themselves, which the SDK does not let them.
    ['socket.io-client'],
  ),
  'apps/site': wall(['protocol', 'client', 'elements'], ['lit']),
  // The peers are small servers as others would write them: each names what it stands for.
  'apps/bench': wall(
    ['protocol', 'client', 'store', 'topology'],
    ['ws', 'socket.io', 'socket.io-client', '@socket.io/redis-adapter', 'ioredis', 'better-sqlite3', 'pg', 'zod', 'node:'],
  ),
  e2e: wall(['protocol', 'client', 'topology'], ['playwright', 'axe-core', 'node:']),
};

/** A test may use these too: the contract suites and in-memory adapters of the engine, and real processes on this machine. */
export const TEST_VENDORS = [
  'vitest',
  'playwright',
  '@vitest/browser-playwright',
  'fast-check',
  'axe-core',
  'vite',
  'yaml',
  'node:',
];
export const TEST_WORKSPACES = ['engine', 'topology'];
