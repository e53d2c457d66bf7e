import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { afterEach, describe, expect, it } from 'vitest';
import { runChild, startChild } from '../src/child.ts';
import { startHaproxy } from '../src/haproxy.ts';
import { PROXY_CONFIG } from '../src/places.ts';
import { startPostgres } from '../src/postgres.ts';
import { haproxyProgram } from '../src/programs.ts';
import { startRedis } from '../src/redis.ts';

const open: { close(): Promise<void> }[] = [];
async function keep<T extends { close(): Promise<void> }>(starting: Promise<T>): Promise<T> {
  const part = await starting;
  open.unshift(part);
  return part;
}
afterEach(async () => {
  for (const part of open.splice(0)) await part.close();
});

const isAlive = (pid: number): boolean => {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
};

describe('programs of the topology', () => {
  it('SCALE-2 Redis answers commands, forgets everything with a restart, and refuses aloud', async () => {
    const redis = await keep(startRedis());
    expect(await redis.command('SET', 'a key', 'a value')).toBe('OK');
    expect(await redis.command('EXISTS', 'a key')).toBe('1');
    expect(await redis.command('CONFIG', 'GET', 'client-output-buffer-limit')).toBe('*2');
    await expect(redis.command('NO-SUCH')).rejects.toThrow('Redis refused NO-SUCH: ERR unknown command');
    const { pid, exited } = redis;
    process.kill(pid, 'SIGKILL');
    expect(await exited).toMatchObject({ signal: 'SIGKILL' });
    await expect(redis.command('PING')).rejects.toThrow('ECONNREFUSED');
    await redis.start();
    expect(await redis.command('EXISTS', 'a key')).toBe('0');
    expect(redis.pid).not.toBe(pid);
  });

  it('SCALE-2 Postgres keeps what was committed over a crash, waits for the disk, and goes back to an older copy', async () => {
    const postgres = await keep(startPostgres());
    const url = await postgres.newDatabase();
    expect(await postgres.sql(url, 'show fsync')).toBe('on');
    await postgres.sql(url, 'create table kept (n int); insert into kept values (1)');
    await postgres.stop('fast');
    await postgres.keepCopy();
    await postgres.start();
    await postgres.sql(url, 'insert into kept values (2)');
    const { pid, exited } = postgres;
    process.kill(pid, 'SIGKILL');
    // It has ended only when those that it started have, too: the next one would find their memory in use.
    expect(await exited).toMatchObject({ signal: 'SIGKILL' });
    await postgres.start();
    expect(postgres.pid).not.toBe(pid);
    expect(await postgres.sql(url, 'select n from kept order by n')).toBe('1\n2');
    await postgres.stop('fast');
    await postgres.putBack();
    await postgres.start();
    await postgres.promote();
    expect(await postgres.sql(url, 'select n from kept order by n')).toBe('1');
    await expect(postgres.sql(url, 'select nothing')).rejects.toThrow('column "nothing" does not exist');
  });

  it('SCALE-3 HAProxy takes the containers’ settings as they stand', async () => {
    expect(await runChild(haproxyProgram(), ['-c', '-f', PROXY_CONFIG])).toContain('valid');
    await expect(runChild(haproxyProgram(), ['-c', '-f', '/no/such/file'])).rejects.toThrow('ended with 1');
  });

  it('SCALE-2 HAProxy answers for instances that are not there', async () => {
    const proxy = await keep(startHaproxy({ instances: [1] }));
    expect((await fetch(proxy.url)).status).toBe(503);
    expect((await fetch(`${proxy.url}/metrics`)).status).toBe(404);
    expect(await (await fetch(proxy.metricsUrl)).text()).toContain('haproxy_backend_active_servers');
  });
});

describe('children', () => {
  it('SCALE-2 end with the process that started them, even when that is killed', async () => {
    const start = `import(${JSON.stringify(new URL('../dist/index.js', import.meta.url).href)}).then(({ startChild }) => {
      console.log(startChild('sleep', ['600']).pid); setInterval(() => {}, 1000) })`;
    const parent = spawn(process.execPath, ['-e', start], { stdio: ['ignore', 'pipe', 'inherit'] });
    const [said] = await once(parent.stdout, 'data');
    const pid = Number(String(said));
    expect(isAlive(pid)).toBe(true);
    parent.kill('SIGKILL');
    await expect.poll(() => isAlive(pid), { timeout: 20_000 }).toBe(false);
  });

  it('SCALE-2 say why they did not start', async () => {
    await expect(startChild('sh', ['-c', 'echo no disk >&2; exit 3']).said('ready')).rejects.toThrow('no disk');
    await expect(startChild('/no/such/program', []).said('ready')).rejects.toThrow('ENOENT');
  });
});
