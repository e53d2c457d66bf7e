/** Requests that no client sends. After each of them others still write and the process has nothing to report. */
import { MESSAGE_MAX_BYTES } from '@parley/protocol';
import { describe, expect, it } from 'vitest';
import { rawRequest } from './raw-line.ts';
import { watchedServer } from './watched-server.ts';

const watched = watchedServer();

describe('CONN-5 requests that mean nothing', () => {
  const get = (path: string, headers = '') => `GET ${path} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n${headers}\r\n`;
  const upgrade = (path: string, headers: string) =>
    get(path, `Upgrade: websocket\r\n${headers}`).replace('Connection: close', 'Connection: Upgrade');
  const requests: readonly (readonly [title: string, request: string, status: number])[] = [
    ['an unknown transport', get('/socket.io/?EIO=4&transport=carrier-pigeon'), 400],
    ['a transport named __proto__', get('/socket.io/?EIO=4&transport=__proto__'), 400],
    ['two transports', get('/socket.io/?EIO=4&transport=polling&transport=websocket'), 400],
    ['no transport', get('/socket.io/'), 400],
    ['an old Engine.IO', get('/socket.io/?EIO=3&transport=polling'), 400],
    ['an unknown session', get('/socket.io/?EIO=4&transport=polling&sid=nobody'), 400],
    ['the session __proto__', get('/socket.io/?EIO=4&transport=polling&sid=__proto__'), 400],
    ['a WebSocket by plain GET', get('/socket.io/?EIO=4&transport=websocket'), 400],
    ['a hello by DELETE', get('/socket.io/?EIO=4&transport=polling').replace('GET', 'DELETE'), 400],
    ['an upgrade without a key', upgrade('/socket.io/?EIO=4&transport=websocket', 'Sec-WebSocket-Version: 13\r\n'), 400],
    [
      'an upgrade of another version',
      upgrade(
        '/socket.io/?EIO=4&transport=websocket',
        'Sec-WebSocket-Version: 99\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n',
      ),
      400,
    ],
    ['headers without end', get('/', `X-Long: ${'x'.repeat(20_000)}\r\n`), 431],
    ['a header that is none', get('/', 'no colon\r\n'), 400],
    ['two lengths', `POST /api/guests HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n`, 400],
    [
      'a length and pieces',
      `POST /api/guests HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n`,
      400,
    ],
    ['no host', 'GET / HTTP/1.1\r\n\r\n', 400],
    ['no HTTP at all', 'EHLO parley\r\n\r\n', 400],
    ['a path that cannot be decoded', get('/api/rooms/%ff'), 400],
    ['a room that cannot be named', get('/api/rooms/..%2f..%2fetc'), 400],
    ['NUL for a room', get('/api/rooms/%00'), 400],
    ['a path that is not there', get('/api/nothing'), 404],
  ];
  it.each(requests)('CONN-5 %s is refused', async (_title, request, status) => {
    expect(await rawRequest(watched.server.port, request)).toMatch(new RegExp(`^HTTP/1.1 ${status} `));
  });

  it('CONN-5 an upgrade of another path is cut', async () => {
    expect(
      await rawRequest(
        watched.server.port,
        upgrade('/elsewhere', 'Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n'),
      ),
    ).toBe('');
  });

  const polling = async (): Promise<string> => {
    const text = await (await fetch(`${watched.server.url}/socket.io/?EIO=4&transport=polling`)).text();
    return `${watched.server.url}/socket.io/?EIO=4&transport=polling&sid=${JSON.parse(text.slice(1)).sid}`;
  };
  it.each([
    ['garbage', 'what is this', {}, 200],
    ['binary', 'x', { 'content-type': 'application/octet-stream' }, 400],
    ['more than the bound', `4${'x'.repeat(MESSAGE_MAX_BYTES)}`, {}, 413],
    ['a thousand empty packets', '\u001e'.repeat(1_000), {}, 200],
  ] as const)('CONN-5 polling with %s ends there', async (_title, payload, headers, status) => {
    const address = await polling();
    const answer = await fetch(address, { method: 'POST', body: payload, headers });
    expect(answer.status).toBe(status);
    // After a 413 the session lives on; otherwise the next poll finds its end.
    if (status !== 413) await (await fetch(address)).text();
  });
});
