/** Knows people by their tokens and gives them a face per room. */
import type { AuthorTag, PersonId, RoomSlug } from '@parley/protocol';

export interface Authenticator {
  /** The person of a token, or undefined when it is not valid here. */
  authenticate(token: string): Promise<PersonId | undefined>;
  /** A token for a new guest. */
  newGuest(): Promise<string>;
  /** How a room's readers know a person; cannot be linked between rooms. */
  tagOf(person: PersonId, room: RoomSlug): AuthorTag;
}
