import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { meetingFault } from './meeting-fault.ts';

const answers = new Map([
  ['/api/rooms/lounge', '{"slug":"lounge","exists":true}'],
  ['/api/rooms/nowhere', '{"slug":"nowhere","exists":false}'],
]);
const server = createServer((request, response) => response.end(answers.get(request.url ?? '') ?? '<p>Something else</p>'));
let url = '';

beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => server.close());

const fault = (room: string, at = url) => meetingFault({ server: at, room, people: 1, minutes: 1 });

it('START-6 a crowd comes only to a room that is there', async () => {
  expect(await fault('lounge')).toBeUndefined();
  expect(await fault('nowhere')).toBe(`There is no room nowhere at ${url}. Name another one by --room.`);
});

it('START-5 a server that is none of ours, or none at all, is named', async () => {
  expect(await fault('other')).toContain(`No Parley answers at ${url}`);
  expect(await fault('lounge', 'http://127.0.0.1:1')).toContain('No Parley answers at http://127.0.0.1:1');
});
