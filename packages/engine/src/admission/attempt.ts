/** What admission looks at. */
import type { Actor } from '@parley/model';
import type { Command, RateName } from '@parley/protocol';
import type { Room } from '../room.ts';
import type { RoomSession } from '../session.ts';

export interface Attempt {
  readonly room: Room;
  readonly session: RoomSession;
  readonly actor: Actor;
  readonly command: Command;
}

/** One bucket that a command takes a permit from. */
export interface Bucket {
  readonly name: RateName;
  readonly key: string;
}

/** Which bucket of a kind a command takes from, if any. */
export type BucketOf = (attempt: Attempt) => Bucket | undefined;
