/** The secret that signs guest tokens. */
import { randomBytes } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { StartFault } from './start-fault.ts';

/** As many bytes as the signature has: fewer would be its weakest part. */
const SECRET_MIN_BYTES = 32;
/** A random text of that length has far more different characters; a pattern has fewer. */
const SECRET_MIN_DISTINCT = 10;
const PLACEHOLDER = /change.?me|secret|password|passwort|example|default|12345678|qwerty|parley/i;

/** Why a secret is not taken, or undefined when it is. */
export function secretFault(secret: string): string | undefined {
  if (Buffer.byteLength(secret) < SECRET_MIN_BYTES) return `must have at least ${SECRET_MIN_BYTES} bytes`;
  if (new Set(secret).size < SECRET_MIN_DISTINCT || PLACEHOLDER.test(secret))
    return 'is too easy to guess: use random characters';
  return undefined;
}

/** The secret kept in the data folder, readable by its owner only; made at the first start. */
export function keptSecret(folder: string): string {
  const file = join(folder, 'secret');
  try {
    writeFileSync(file, `${randomBytes(SECRET_MIN_BYTES).toString('base64url')}\n`, { mode: 0o600, flag: 'wx' });
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
  }
  const kept = readFileSync(file, 'utf8').trim();
  // A full disk or a crash at the wrong moment may have left it empty: then anybody could sign.
  if (Buffer.byteLength(kept) < SECRET_MIN_BYTES) {
    throw new StartFault(
      `The secret in ${file} is damaged. Restore it, or delete it: a new one is made, and guests become strangers.`,
    );
  }
  return kept;
}
