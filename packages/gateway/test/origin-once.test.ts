import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Engine } from '@parley/engine';
import { nullLog } from '@parley/engine/memory';
import { refused } from '@parley/protocol';
import express from 'express';
import { expect, it } from 'vitest';
import { systemClock } from '../src/index.ts';
import { SOCKET_PATH, socketGateway } from '../src/socket-gateway.ts';
import { openClient } from './client.ts';

/** No one is let in: only the door is looked at. */
const engine = { connect: async () => refused('going-away') } as unknown as Engine;

it.each(['websocket', 'polling'])('CONN-4 the origin of a handshake is judged once (%s)', async (transport) => {
  let judged = 0;
  const origins = {
    judge: () => {
      judged += 1;
      return 'absent' as const;
    },
  };
  const gateway = socketGateway({ engine, origins, addressOf: () => '192.0.2.1', clock: systemClock, log: nullLog() });
  const http = createServer(express().use(SOCKET_PATH, gateway.handler));
  http.on('upgrade', (request, socket, head) => gateway.upgrade(request, socket, head));
  await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve));
  const { port } = http.address() as AddressInfo;
  const client = openClient(`http://127.0.0.1:${port}`, { io: { transports: [transport] } });
  await client.event('connection-closing');
  await client.closed;
  expect(judged).toBe(1);
  await gateway.close();
  http.close();
});
