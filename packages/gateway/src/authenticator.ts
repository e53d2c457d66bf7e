/** Guests by signed tokens (JWT, HS256), and the face each has in a room. */
import { createHmac, hkdfSync, randomBytes } from 'node:crypto';
import type { Authenticator } from '@parley/engine';
import type { AuthorTag, PersonId, RoomSlug } from '@parley/protocol';
import { jwtVerify, SignJWT } from 'jose';

const TOKEN_TYPE = 'guest';
/** Random bytes of a guest's id: 128 bits cannot be guessed. */
const ID_BYTES = 16;
const ID = /^[A-Za-z0-9_-]{22}$/;
/** Faces kept ready: enough for the busiest rooms of one instance, about 2 MB. */
const TAGS_KEPT = 10_000;

export interface GuestAuthenticatorOptions {
  /** Secrets: the first signs, all verify, so that one can be replaced without signing anyone out. At least one. */
  readonly secrets: readonly string[];
  /** Key of the author tags, base64url; belongs to the store, so that old rows keep their faces. */
  readonly tagKey: string;
}

/** A token holds a random id and nothing else. It is never written to a log, an address or a cookie. */
export function guestAuthenticator({ secrets, tagKey }: GuestAuthenticatorOptions): Authenticator {
  // One key per purpose, so that nothing signed elsewhere with the same secret can pass for a guest's token.
  const keys = secrets.map((secret) => new Uint8Array(hkdfSync('sha256', secret, '', 'parley guest token', 32)));
  const [signing] = keys;
  if (signing === undefined) throw new Error('a guest authenticator needs a secret');
  const tagSecret = Buffer.from(tagKey, 'base64url');
  const tags = new Map<string, AuthorTag>();

  const verify = async (token: string, key: Uint8Array): Promise<PersonId | undefined> => {
    try {
      const { payload } = await jwtVerify(token, key, { algorithms: ['HS256'], typ: TOKEN_TYPE });
      return typeof payload.sub === 'string' && ID.test(payload.sub) ? (`g:${payload.sub}` as PersonId) : undefined;
    } catch {
      return undefined; // Not ours, altered, or no token at all: all the same to the caller.
    }
  };

  return {
    async authenticate(token) {
      for (const key of keys) {
        const person = await verify(token, key);
        if (person) return person;
      }
      return undefined;
    },

    newGuest: () =>
      new SignJWT({})
        .setProtectedHeader({ alg: 'HS256', typ: TOKEN_TYPE })
        .setSubject(randomBytes(ID_BYTES).toString('base64url'))
        .sign(signing),

    tagOf(person: PersonId, room: RoomSlug) {
      const name = `${room}\n${person}`;
      const known = tags.get(name);
      if (known) return known;
      const tag = createHmac('sha256', tagSecret).update(name).digest().subarray(0, ID_BYTES).toString('base64url') as AuthorTag;
      if (tags.size >= TAGS_KEPT) tags.delete(tags.keys().next().value ?? '');
      tags.set(name, tag);
      return tag;
    },
  };
}
