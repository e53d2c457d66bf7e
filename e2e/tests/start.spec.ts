import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort } from '@parley/topology';
import { runProgram, SERVER, START } from '../fixtures/programs.ts';
import { expect, test } from '../fixtures/test.ts';

test.describe('starting', () => {
  let data: string;
  test.beforeEach(async () => {
    data = await mkdtemp(join(tmpdir(), 'parley-start-'));
  });
  test.afterEach(() => rm(data, { recursive: true, force: true }));

  test('START-1 npm start says where it is ready, answers there, and an interrupt ends it', async () => {
    const port = await freePort();
    const program = runProgram(START, [], { PORT: String(port), PARLEY_DATA: data });
    const [, url] = await program.printed(/Parley is ready at (\S+)/);
    expect(url).toBe(`http://localhost:${port}`);
    const page = await fetch(`${url}/`);
    expect(page.status).toBe(200);
    expect((await fetch(`${url}/readyz`)).status).toBe(200);
    program.child.kill('SIGINT');
    expect(await program.ended).toBe(0);
  });

  test('START-4 an empty store gets the demo rooms, unless PARLEY_DEMO=0', async ({ world }) => {
    const roomsOf = async (url: string) => ((await (await fetch(`${url}/api/rooms`)).json()) as { rooms: unknown[] }).rooms;
    expect(await roomsOf((await world.serve({ env: { PARLEY_DEMO: '1' } })).url)).toHaveLength(3);
    expect(await roomsOf((await world.serve()).url)).toHaveLength(0);
  });

  test('START-2 a taken port and a folder in use each give one clear line and a non-zero exit', async ({ world }) => {
    const server = await world.serve();
    const cases = [
      { env: { PORT: String(server.port), PARLEY_DATA: data }, names: String(server.port) },
      { env: { PORT: String(await freePort()), PARLEY_DATA: server.data }, names: server.data },
    ];
    for (const { env, names } of cases) {
      const program = runProgram(SERVER, [], { HOST: '127.0.0.1', PARLEY_DEMO: '0', ...env });
      expect(await program.ended).toBeGreaterThan(0);
      expect(program.output().trim().split('\n'), program.output()).toHaveLength(1);
      expect(program.output()).toContain(names);
    }
  });
});
