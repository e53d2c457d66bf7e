/** Postgres refuses to run as root: then it runs as its own user, or as nobody. */
import { spawnSync } from 'node:child_process';
import { chownSync } from 'node:fs';

/** Tried in this order. */
const USERS = ['postgres', 'nobody'];

export interface OtherUser {
  readonly uid: number;
  readonly gid: number;
}

const idOf = (user: string, kind: '-u' | '-g'): number | undefined => {
  const { status, stdout } = spawnSync('id', [kind, user], { encoding: 'utf8' });
  return status === 0 ? Number(stdout) : undefined;
};

/** Undefined where this process is no root and needs no other user. */
export function unprivilegedUser(): OtherUser | undefined {
  if (process.getuid?.() !== 0) return undefined;
  for (const user of USERS) {
    const [uid, gid] = [idOf(user, '-u'), idOf(user, '-g')];
    if (uid !== undefined && gid !== undefined) return { uid, gid };
  }
  throw new Error(`Postgres does not run as root, and there is no user ${USERS.join(' or ')} on this machine.`);
}

export function giveTo(user: OtherUser | undefined, folder: string): void {
  if (user) chownSync(folder, user.uid, user.gid);
}
