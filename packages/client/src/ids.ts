/** Ids made by a client: UUID version 7 (RFC 9562 §5.7), so that they sort by the time they were made. */
import type { CommandId, CommentId } from '@parley/protocol';
import type { Clock, Random } from './ports.ts';

export function uuidV7(clock: Clock, random: Random): string {
  const bytes = random.bytes(16);
  let time = clock.now();
  for (let i = 5; i >= 0; i -= 1) {
    bytes[i] = time % 256;
    time = Math.floor(time / 256);
  }
  bytes[6] = 0x70 | ((bytes[6] ?? 0) & 0x0f);
  bytes[8] = 0x80 | ((bytes[8] ?? 0) & 0x3f);
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
}

export const newCommentId = (clock: Clock, random: Random) => uuidV7(clock, random) as CommentId;
export const newCommandId = (clock: Clock, random: Random) => uuidV7(clock, random) as CommandId;
