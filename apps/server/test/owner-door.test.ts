import { readFileSync, statSync } from 'node:fs';
import { request } from 'node:http';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { expectFault } from './expectations.ts';
import { type Ended, endProcesses, newFolder, removeFolders, runParley, startServerProcess } from './server-process.ts';

describe('the way to the running server', { timeout: 60_000 }, () => {
  let folder: string;
  const parley = (...words: string[]): Promise<Ended> => runParley(words, { PARLEY_DATA: folder });

  beforeAll(async () => {
    folder = newFolder();
    await startServerProcess({ PARLEY_DATA: folder }).ready;
  });
  afterAll(() => {
    endProcesses();
    removeFolders();
  });

  it('KEEP-2 the door lets in who can read the data folder, and nobody else', async () => {
    const card = JSON.parse(readFileSync(join(folder, 'door.json'), 'utf8')) as { address: string; key: string };
    expect(statSync(join(folder, 'door.json')).mode & 0o077).toBe(0);
    expect(statSync(card.address).mode & 0o077).toBe(0);
    const knock = (authorization: string, method = 'POST', body = '{"do":"status"}') =>
      new Promise<number>((resolve, reject) => {
        const asked = request({ socketPath: card.address, method, path: '/', headers: { authorization } }, (response) => {
          response.resume();
          resolve(response.statusCode ?? 0);
        });
        asked.on('error', reject);
        asked.end(method === 'POST' ? body : undefined);
      });
    expect(await knock(`Bearer ${card.key}`)).toBe(200);
    expect(await knock('')).toBe(403);
    expect(await knock(`Bearer ${'A'.repeat(card.key.length)}`)).toBe(403);
    expect(await knock(`Bearer ${card.key}`, 'GET')).toBe(403);
    expect(await knock(`Bearer ${card.key}`, 'POST', '{"do":"everything"}')).toBe(400);
    expect(await knock(`Bearer ${card.key}`, 'POST', 'not json')).toBe(500);
    expect(await knock(`Bearer ${card.key}`)).toBe(200);
  });

  it('KEEP-5 words that are not understood get the usage and exit code 2, what they name wrongly is a fault', async () => {
    for (const words of [[], ['frob'], ['constructor'], ['room'], ['room', 'add', 'x'], ['remove'], ['ban', 'a', '--room']]) {
      expect((await parley(...words)).code).toBe(2);
    }
    const options = [
      ['export', 'lounge', '--out'],
      ['backup', '--help'],
      ['import', '--help'],
    ];
    for (const words of options) expect((await parley(...words)).err).toMatch(/^Usage: parley /);
    expectFault(await parley('remove', 'no-id'), '"no-id" names no comment');
    expectFault(await parley('ban', 'no id'), '"no id" names neither');
    expectFault(await parley('room', 'lock', 'No Slug'), '"No Slug" cannot name a room');
    expect((await parley('help')).out).toContain('import FILE');
  });
});
