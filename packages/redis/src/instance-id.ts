import type { Random } from '@parley/engine';

/** Length of an instance's name. */
export const INSTANCE_ID_CHARS = 16;

/** Names one running process: 64 random bits as hexadecimal digits, new at each start. */
export function newInstanceId(random: Random): string {
  let id = '';
  for (let part = 0; part < 4; part += 1) {
    id += Math.floor(random.next() * 0x10000)
      .toString(16)
      .padStart(4, '0');
  }
  return id;
}
