import { connect, createServer, type Server, type Socket } from 'node:net';
import { PassThrough } from 'node:stream';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { type FaultProxy, startFaultProxy } from './fault-proxy.ts';
import { type Faults, pipeThrough } from './fault-proxy-pipe.ts';

interface Dialled {
  readonly socket: Socket;
  readonly got: () => string;
  /** How it ended: an error's code, or `closed`. */
  readonly end: Promise<string>;
  /** Sends a word and waits until it came back. */
  says(word: string): Promise<void>;
}

async function dial(proxy: FaultProxy): Promise<Dialled> {
  const socket = connect(proxy.port, '127.0.0.1');
  let got = '';
  socket.on('data', (bytes) => {
    got += bytes;
  });
  const end = new Promise<string>((resolve) => {
    socket.once('error', (error: NodeJS.ErrnoException) => resolve(error.code ?? error.message));
    socket.once('close', () => resolve('closed'));
  });
  // A reset may come before the connection is seen to be open.
  await Promise.race([new Promise((resolve) => socket.once('connect', resolve)), end]);
  const says = async (word: string) => {
    socket.write(word);
    await vi.waitFor(() => expect(got).toContain(word));
  };
  return { socket, got: () => got, end, says };
}

describe('the fault proxy', () => {
  let echo: Server;
  let proxy: FaultProxy;
  let received = '';

  beforeEach(async () => {
    received = '';
    echo = createServer((socket) => {
      socket.on('error', () => undefined);
      socket.on('data', (bytes) => {
        received += bytes;
        socket.write(bytes);
      });
    });
    await new Promise<void>((resolve) => echo.listen(0, '127.0.0.1', resolve));
    const address = echo.address();
    proxy = await startFaultProxy({ to: typeof address === 'object' ? (address?.port ?? 0) : 0 });
  });
  afterEach(async () => {
    await proxy.close();
    await new Promise((resolve) => echo.close(resolve));
  });

  it('CHAOS-1 passes bytes both ways, and many of them', async () => {
    const line = await dial(proxy);
    line.socket.write('x'.repeat(3_000_000));
    await vi.waitFor(() => expect(line.got().length).toBe(3_000_000), { timeout: 20_000 });
    line.socket.end();
    expect(await line.end).toBe('closed');
    await vi.waitFor(() => expect(proxy.open).toBe(0));
  });

  it('CHAOS-1 resets what is open and lets new connections pass', async () => {
    const line = await dial(proxy);
    await line.says('before');
    proxy.reset();
    expect(await line.end).toBe('ECONNRESET');
    await (await dial(proxy)).says('after');
  });

  it('CHAOS-1 refuses until it is told otherwise', async () => {
    proxy.set({ refuse: true });
    expect(await (await dial(proxy)).end).toBe('ECONNRESET');
    proxy.set({});
    await (await dial(proxy)).says('after');
  });

  it('CHAOS-1 swallows everything in a blackhole without a word, and resets the holed lines afterwards', async () => {
    const line = await dial(proxy);
    const quiet = await dial(proxy);
    await line.says('before');
    await quiet.says('quiet');
    proxy.set({ blackhole: true });
    line.socket.write('lost');
    const late = await dial(proxy);
    late.socket.write('lost too');
    await vi.waitFor(() => expect(proxy.holed).toBe(2));
    expect(line.got()).toBe('before');
    expect(received).not.toContain('lost');
    proxy.set({});
    expect(await line.end).toBe('ECONNRESET');
    expect(await late.end).toBe('ECONNRESET');
    await quiet.says('quiet still');
  });

  it('CHAOS-1 swallows one way only: what is asked arrives, the answer does not', async () => {
    const line = await dial(proxy);
    await line.says('before');
    proxy.set({ blackhole: 'to-client' });
    line.socket.write('asked');
    await vi.waitFor(() => expect(received).toContain('asked'));
    await vi.waitFor(() => expect(proxy.holed).toBe(1));
    expect(line.got()).toBe('before');
  });

  it('CHAOS-1 an end behind a blackhole is not heard', async () => {
    const line = await dial(proxy);
    await line.says('before');
    proxy.set({ blackhole: true });
    line.socket.resetAndDestroy();
    await vi.waitFor(() => expect(proxy.holed).toBe(1));
    expect(await new Promise<number>((resolve) => echo.getConnections((_, count) => resolve(count)))).toBe(1);
  });
});

describe('one direction of a faulty line', () => {
  beforeEach(() => void vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] }));
  afterEach(() => void vi.useRealTimers());

  function pipe(faults: Faults, random = () => 0) {
    const [from, to] = [new PassThrough(), new PassThrough()];
    const state = { faults };
    let got = '';
    to.on('data', (bytes) => {
      got += bytes;
    });
    const none = () => undefined;
    pipeThrough({ from, to, direction: 'to-server', faults: () => state.faults, random, onHole: none, onGone: none });
    const turn = () => new Promise((resolve) => setImmediate(resolve));
    return {
      state,
      got: () => got,
      async write(text: string) {
        from.write(text);
        await turn();
      },
      async pass(ms: number) {
        vi.advanceTimersByTime(ms);
        await turn();
      },
    };
  }

  it('CHAOS-1 delays each piece, in order', async () => {
    const line = pipe({ delayMs: 50 });
    await line.write('one ');
    await line.pass(30);
    await line.write('two ');
    expect(line.got()).toBe('');
    await line.pass(20);
    expect(line.got()).toBe('one ');
    await line.pass(30);
    expect(line.got()).toBe('one two ');
  });

  it('CHAOS-1 jitter never lets a later piece overtake an earlier one', async () => {
    const chances = [0.9, 0.1];
    const line = pipe({ jitterMs: 100 }, () => chances.shift() ?? 0);
    await line.write('slow ');
    await line.write('fast ');
    await line.pass(50);
    expect(line.got()).toBe('');
    await line.pass(40);
    expect(line.got()).toBe('slow fast ');
  });

  it('CHAOS-1 a throttled line carries so many bytes a second', async () => {
    const line = pipe({ bytesPerSecond: 100 });
    await line.write('x'.repeat(1_000));
    for (let passed = 0; passed < 2_000; passed += 10) await line.pass(10);
    expect(line.got().length).toBeGreaterThanOrEqual(195);
    expect(line.got().length).toBeLessThanOrEqual(205);
    line.state.faults = {};
    await line.pass(100);
    expect(line.got().length).toBe(1_000);
  });
});
