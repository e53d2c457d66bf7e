import { connect, createServer, type Server, type Socket } from 'node:net';
import { freePort } from '@parley/topology';
import { type CutProxy, cutProxy } from '../fixtures/cut-proxy.ts';
import { expect, test } from '../fixtures/test.ts';

/** The tool that the other tests trust: it must really cut. */
test.describe('the proxy that cuts', () => {
  let echo: Server;
  let proxy: CutProxy;
  let received = '';

  test.beforeEach(async () => {
    const [target, port] = [await freePort(), await freePort()];
    received = '';
    echo = createServer((socket) => {
      socket.on('error', () => {});
      socket.on('data', (chunk) => {
        received += chunk;
        socket.write(chunk);
      });
    });
    await new Promise<void>((resolve) => echo.listen(target, '127.0.0.1', resolve));
    proxy = await cutProxy({ port, target });
  });
  test.afterEach(async () => {
    await proxy.close();
    echo.close();
  });

  test('SYNC-8 passes bytes both ways, and many of them', async () => {
    const line = await dial(proxy);
    line.socket.write('x'.repeat(1_000_000));
    await expect.poll(() => line.got().length).toBe(1_000_000);
  });

  test('SYNC-8 resets what is open and lets new connections pass', async () => {
    const line = await dial(proxy);
    await line.says('before');
    proxy.reset();
    expect(await line.end).toBe('ECONNRESET');
    await (await dial(proxy)).says('after');
  });

  test('SYNC-8 refuses until it resumes', async () => {
    const line = await dial(proxy);
    await line.says('before');
    proxy.refuse();
    expect(await line.end).toBe('ECONNRESET');
    expect(await (await dial(proxy)).end).toBe('ECONNRESET');
    proxy.resume();
    await (await dial(proxy)).says('after');
  });

  test('SYNC-8 swallows everything in a blackhole without a word, and resets the holed line afterwards', async () => {
    const line = await dial(proxy);
    const quiet = await dial(proxy);
    await line.says('before');
    await quiet.says('quiet');
    proxy.blackhole();
    line.socket.write('lost');
    const late = await dial(proxy);
    late.socket.write('lost too');
    // Both bytes went in at the near end; a third line shows that the proxy had its turn.
    await expect.poll(() => proxy.holed()).toBe(2);
    expect(line.got()).toBe('before');
    expect(received).not.toContain('lost');
    proxy.resume();
    expect(await line.end).toBe('ECONNRESET');
    expect(await late.end).toBe('ECONNRESET');
    await quiet.says('quiet still');
  });

  test('SYNC-8 holds bytes back in order', async () => {
    const line = await dial(proxy);
    proxy.delay(50);
    line.socket.write('one ');
    line.socket.write('two ');
    expect(line.got()).toBe('');
    await expect.poll(() => line.got()).toBe('one two ');
  });
});

interface Line {
  readonly socket: Socket;
  readonly got: () => string;
  /** How it ended: an error's code, or `closed`. */
  readonly end: Promise<string>;
  says(word: string): Promise<void>;
}

async function dial(proxy: CutProxy): Promise<Line> {
  const socket = connect(Number(new URL(proxy.url).port), '127.0.0.1');
  let got = '';
  socket.on('data', (chunk) => {
    got += chunk;
  });
  const end = new Promise<string>((resolve) => {
    socket.once('error', (error: NodeJS.ErrnoException) => resolve(error.code ?? error.message));
    socket.once('close', () => resolve('closed'));
  });
  // A reset may come before the connection is seen to be open.
  await Promise.race([new Promise((resolve) => socket.once('connect', resolve)), end]);
  const says = async (word: string) => {
    socket.write(word);
    await expect.poll(() => got).toContain(word);
  };
  return { socket, got: () => got, end, says };
}
