import type { Actor } from '@parley/model';
import { done, type Result, refused } from '@parley/protocol';
import type { RoomSession } from '../session.ts';

/** Who writes. Reading needs nobody, writing does (CONN-9). */
export function identified({ identity }: RoomSession): Result<Actor> {
  if (identity.kind === 'known') return done(identity.actor);
  return refused(identity.kind === 'refused' ? 'token-not-valid' : 'sign-in-needed');
}
