/** A server and somebody who uses it: after each test they still write, and the process has nothing to report. */
import { afterAll, afterEach, beforeAll, expect } from 'vitest';
import { newToken, openClient, type TestClient } from './client.ts';
import { startTestServer, type TestServer } from './server.ts';

/** For the whole file; there from its first test on. */
export function watchedServer(): { readonly server: TestServer; readonly canary: TestClient } {
  let server: TestServer;
  let canary: TestClient;
  beforeAll(async () => {
    server = await startTestServer();
    canary = openClient(server.url, { token: await newToken(server.url) });
    await canary.event('welcome');
  });
  afterEach(async () => {
    expect((await canary.post('still here')).ok).toBe(true);
    expect(server.logged.filter(({ level }) => level === 'error')).toEqual([]);
    expect(({} as Record<string, unknown>).polluted).toBeUndefined();
  });
  afterAll(async () => {
    canary.close();
    await server.stop();
  });
  return {
    get server() {
      return server;
    },
    get canary() {
      return canary;
    },
  };
}
