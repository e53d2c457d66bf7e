/** What can happen to servers, to the bus between them and to their store. */
import type { CommandId } from '@parley/protocol';
import type { Action } from './action.ts';
import type { LineState } from './faulty-bus.ts';
import type { Server } from './server.ts';
import { ROOM, type World } from './world.ts';

/** Longest time that a line stays broken or mute and that a server stands still, ms: well beyond the silence that others notice. */
const LONG_MS = 9_000;

function disturb(world: World, state: Exclude<LineState, 'whole'>, server: Server | undefined): void {
  if (server?.bus.state !== 'whole') return;
  world.rare.reach(state === 'broken' ? 'line-broken' : 'line-mute');
  server.bus.state = state;
  world.clock.after(world.chance.between(0, LONG_MS), () => {
    server.bus.state = 'whole';
  });
}

const anyServer = ({ chance, servers }: World): Server | undefined => chance.pick(servers);

export const SERVER_FAULTS: readonly Action[] = [
  {
    name: 'kill-server',
    weight: 2,
    run(world) {
      const server = anyServer(world);
      if (server) world.replaceServer(server);
    },
  },
  {
    name: 'die-in-commit',
    weight: 1,
    run(world) {
      const server = anyServer(world);
      if (server) server.diesInCommit = true;
    },
  },
  {
    name: 'freeze-server',
    weight: 1,
    run(world) {
      const server = anyServer(world);
      if (!server) return;
      world.rare.reach('server-frozen');
      server.life.freeze();
      world.clock.after(world.chance.between(0, LONG_MS), () => server.life.thaw());
    },
  },
  {
    name: 'drain-server',
    weight: 1,
    run(world) {
      // One that stands still drains when it goes on, and its time counts from then.
      const server = world.chance.pick(world.servers.filter(({ life }) => !life.isFrozen));
      if (server) void world.drainServer(server);
    },
  },
  { name: 'break-line', weight: 1, run: (world) => disturb(world, 'broken', anyServer(world)) },
  { name: 'mute-line', weight: 1, run: (world) => disturb(world, 'mute', anyServer(world)) },
  {
    name: 'break-all-lines',
    weight: 0.4,
    run(world) {
      for (const server of world.servers) disturb(world, 'broken', server);
    },
  },
  {
    name: 'restart-all',
    weight: 0.7,
    run(world) {
      for (const server of world.servers) world.replaceServer(server);
      world.reopenStore();
    },
  },
  {
    name: 'reopen-store',
    weight: 0.5,
    run(world) {
      world.rare.reach('store-opened-anew-below-servers');
      world.reopenStore();
    },
  },
  { name: 'back-up', weight: 1, run: (world) => world.backUp() },
  { name: 'restore-older', weight: 0.8, run: (world) => world.restore() },
  {
    name: 'lock-room',
    weight: 0.4,
    run(world) {
      keep(world, 'lock-room', anyServer(world));
      world.clock.after(world.chance.between(0, 500), () => keep(world, 'unlock-room', anyServer(world)));
    },
  },
];

let keeperCommands = 0;

/** The owner's act through one server. */
export function keep(world: World, kind: 'lock-room' | 'unlock-room', server = world.servers[0]): Promise<unknown> | undefined {
  const command = `00000000-0000-4000-9000-${(++keeperCommands).toString(16).padStart(12, '0')}` as CommandId;
  return server?.engine.keep(ROOM, { kind, command });
}
