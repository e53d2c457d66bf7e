/** Ids as clients make them: UUIDs of version 7 (RFC 9562 §5.7), which begin with the time, so that an index grows at its end. */
import { randomBytes } from 'node:crypto';

export function newId(): string {
  const time = Date.now().toString(16).padStart(12, '0');
  const rest = randomBytes(10).toString('hex');
  return `${time.slice(0, 8)}-${time.slice(8)}-7${rest.slice(0, 3)}-a${rest.slice(3, 6)}-${rest.slice(6, 18)}`;
}
