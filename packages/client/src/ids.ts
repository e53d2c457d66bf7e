/** Ids made by a client: UUID version 7 (RFC 9562 §5.7), so that they sort in the order in which they were made. */
import type { Clock, Random } from './ports.ts';

/** Ids of one client within one millisecond; beyond it the next millisecond is borrowed. */
const COUNT_MAX = 0xfff;

/** A maker of ids that only grow, even when the clock stands still or goes back (RFC 9562 §6.2, method 1). */
export function createIds(clock: Clock, random: Random): () => string {
  let time = 0;
  let count = 0;
  return () => {
    const now = clock.now();
    if (now > time) {
      time = now;
      count = 0;
    } else if (count < COUNT_MAX) {
      count += 1;
    } else {
      time += 1;
      count = 0;
    }
    return format(time, count, random.bytes(8));
  };
}

function format(time: number, count: number, chance: Uint8Array): string {
  const hex = (value: number, digits: number) => value.toString(16).padStart(digits, '0');
  const [first = 0, ...rest] = chance;
  const tail = [0x80 | (first & 0x3f), ...rest].map((byte) => hex(byte, 2)).join('');
  const stamp = hex(time, 12);
  return `${stamp.slice(0, 8)}-${stamp.slice(8)}-7${hex(count, 3)}-${tail.slice(0, 4)}-${tail.slice(4)}`;
}
