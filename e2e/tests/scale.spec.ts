import { nodeRoomClient } from '@parley/client';
import { freePort } from '@parley/topology';
import { COMMAND_LINE, type Program, runProgram, runToEnd, SCALE } from '../fixtures/programs.ts';
import { expect, test } from '../fixtures/test.ts';

const answers = (url: string) =>
  fetch(url).then(
    ({ status }) => status,
    () => 'nobody',
  );

test.describe('many instances by one command', () => {
  let program: Program | undefined;
  test.afterEach(() => void program?.child.kill('SIGKILL'));

  test('SCALE-1 npm run scale serves, passes comments on, starts again what was killed, and ends all of it', async () => {
    const port = await freePort();
    program = runProgram(SCALE, ['--port', String(port), '--instances', '2'], { PARLEY_DEMO: '1' });
    const [, url] = await program.printed(/Parley is ready at (\S+)/);
    expect(url).toBe(`http://localhost:${port}`);
    expect(await (await fetch(`${url}/rooms/night-train`)).text()).toContain('night');

    const instances = [...program.output().matchAll(/^Instance \d +(\S+) +process (\d+)$/gm)].map(([, at = '', pid]) => ({
      url: at,
      pid: Number(pid),
    }));
    expect(instances).toHaveLength(2);
    const [writer, reader] = instances.map((each) => nodeRoomClient({ server: each.url, room: 'night-train', pace: 'follow' }));
    for (const client of [writer, reader]) client?.connect();
    const said = 'Written on one, read on the other.';
    expect(writer?.postComment(null, said).ok).toBe(true);
    await expect.poll(() => reader?.view.top.comments.some(({ body }) => body === said)).toBe(true);
    for (const client of [writer, reader]) client?.close();

    const [, settings = ''] = await program.printed(/^Commands +(.*) npm run parley/m);
    const env = Object.fromEntries(settings.split(' ').map((each) => /^(\w+)=(.*)$/.exec(each)?.slice(1) ?? []));
    expect(await runToEnd(COMMAND_LINE, ['room', 'add', 'mine', '--title', 'Mine'], env)).toContain('Added the room mine.');
    expect((await fetch(`${url}/rooms/mine`)).status).toBe(200);

    process.kill(instances[0]?.pid ?? 0, 'SIGKILL');
    await program.printed(/Instance 1 ended \(SIGKILL\); it is started again\.[\s\S]*Instance 1 +\S+ +process \d+/);
    expect(await answers(`${instances[0]?.url}/readyz`)).toBe(200);

    for (const part of ['Redis', 'Postgres', 'HAProxy']) {
      const [, pid] = await program.printed(new RegExp(`^${part} .* process (\\d+)$`, 'm'));
      process.kill(Number(pid), 'SIGKILL');
      await program.printed(new RegExp(`${part} ended \\(SIGKILL\\); it is started again\\.[\\s\\S]*${part} .* process \\d+`));
    }
    await expect.poll(() => answers(`${url}/rooms/mine`)).toBe(200);

    program.child.kill('SIGINT');
    expect(await program.ended, program.output()).toBe(0);
    for (const each of [...instances, { url }]) expect(await answers(`${each.url}/healthz`)).toBe('nobody');
  });

  test('SCALE-1 a fault of its options is one line', async () => {
    program = runProgram(SCALE, ['--instances', '0'], {});
    expect(await program.ended).toBe(1);
    expect(program.output()).toBe('--instances is a whole number from 1 to 20.\n');
  });
});
