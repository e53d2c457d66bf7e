/** A Redis of one's own, without files. */
import { connect } from 'node:net';
import { type Restartable, startChild } from './child.ts';
import { ownFolder } from './folders.ts';
import { freePort } from './free-port.ts';
import { redisServer } from './programs.ts';

/**
 * What Redis lets pile up for a subscriber before it cuts it off: its default (32 MB, or 8 MB for 60 s) is reached by a pause of
 * half a second under load. The scaled compose file has the same.
 */
const PUBSUB_LIMIT = ['--client-output-buffer-limit', 'pubsub 256mb 64mb 60'];

export interface RedisOptions {
  readonly port?: number;
  /** Folder it works in; nothing is kept there. */
  readonly folder?: string;
}

export interface Redis extends Restartable {
  readonly port: number;
  readonly url: string;
  /** Ends it at once; resolves when it is gone. */
  kill(): Promise<void>;
  /** Stops it from doing anything, connections open, or lets it go on. */
  freeze(isFrozen: boolean): void;
  /** One command, such as `command('CLIENT', 'KILL', 'TYPE', 'pubsub')`; the first line of its answer. Rejects when Redis says an error. */
  command(...words: string[]): Promise<string>;
  /** Ends it and removes its folder. */
  close(): Promise<void>;
}

/** Starts one on 127.0.0.1, empty after each start; resolves when it takes commands. */
export async function startRedis(options: RedisOptions = {}): Promise<Redis> {
  const program = redisServer();
  const port = options.port ?? (await freePort());
  const folder = ownFolder('redis', options.folder);
  const where = ['--port', `${port}`, '--bind', '127.0.0.1', '--dir', folder.path];
  const run = () =>
    startChild(program, [...where, '--save', '', '--appendonly', 'no', ...PUBSUB_LIMIT], { argv0: 'redis-server' });
  const untilReady = () => child.said('Ready to accept connections');
  let child = run();
  const redis: Redis = {
    port,
    url: `redis://127.0.0.1:${port}`,
    get pid() {
      return child.pid;
    },
    get exited() {
      return child.exited;
    },
    async start() {
      child = run();
      await untilReady();
    },
    async kill() {
      child.kill('SIGKILL');
      await child.exited;
    },
    freeze: (isFrozen) => child.kill(isFrozen ? 'SIGSTOP' : 'SIGCONT'),
    command: (...words) => ask(port, words),
    async close() {
      await redis.kill();
      folder.remove();
    },
  };
  await untilReady();
  return redis;
}

/** Speaks the protocol by hand for one command: an array of strings there, one line back. */
function ask(port: number, words: readonly string[]): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect(port, '127.0.0.1');
    let answer = '';
    socket.once('error', reject);
    socket.setEncoding('utf8').on('data', (chunk: string) => {
      answer += chunk;
      const end = answer.indexOf('\r\n');
      if (end < 0) return;
      socket.destroy();
      const line = answer.slice(0, end);
      if (line.startsWith('-')) reject(new Error(`Redis refused ${words.join(' ')}: ${line.slice(1)}`));
      else resolve(line.replace(/^[+:]/, ''));
    });
    socket.once('close', () => reject(new Error(`Redis gave no answer to ${words.join(' ')}.`)));
    socket.write(`*${words.length}\r\n${words.map((word) => `$${Buffer.byteLength(word)}\r\n${word}\r\n`).join('')}`);
  });
}
