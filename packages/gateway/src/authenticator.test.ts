import type { PersonId, RoomSlug } from '@parley/protocol';
import { decodeJwt, decodeProtectedHeader, SignJWT } from 'jose';
import { describe, expect, it } from 'vitest';
import { guestAuthenticator } from './authenticator.ts';

const OLD = 'w0Zb7Jq3mXf9LkT1vRs8YdNh2CgPe5Ua';
const NEW = 'Qe4Tn8Bv6Wx1Zc3Mr7Yp9Ks2Hd5Jf0Lg';
const tagKey = Buffer.alloc(32, 7).toString('base64url');
const room = (slug: string) => slug as RoomSlug;

describe('guest tokens', () => {
  it('HTTP-5 a token says nothing but a random id', async () => {
    const { newGuest } = guestAuthenticator({ secrets: [OLD], tagKey });
    const [first, second] = [await newGuest(), await newGuest()];
    expect(decodeProtectedHeader(first)).toEqual({ alg: 'HS256', typ: 'guest' });
    expect(Object.keys(decodeJwt(first))).toEqual(['sub']);
    expect(decodeJwt(first).sub).not.toBe(decodeJwt(second).sub);
  });

  it('CONN-9 knows a person by their token, also after the secret was replaced', async () => {
    const token = await guestAuthenticator({ secrets: [OLD], tagKey }).newGuest();
    const rotated = guestAuthenticator({ secrets: [NEW, OLD], tagKey });
    expect(await rotated.authenticate(token)).toBe(`g:${decodeJwt(token).sub}`);
    expect(await guestAuthenticator({ secrets: [NEW], tagKey }).authenticate(token)).toBeUndefined();
    expect(await guestAuthenticator({ secrets: [NEW], tagKey }).authenticate(await rotated.newGuest())).toBeDefined();
  });

  it('CONN-9 takes nothing that was altered, signed otherwise or made for something else', async () => {
    const { authenticate, newGuest } = guestAuthenticator({ secrets: [OLD], tagKey });
    const token = await newGuest();
    const [head = '', body = '', signature = ''] = token.split('.');
    const encode = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');
    const raw = new TextEncoder().encode(OLD);
    const signed = (header: { alg: string; typ: string }, key: Uint8Array, sub = 'A'.repeat(22)) =>
      new SignJWT({}).setProtectedHeader(header).setSubject(sub).sign(key);
    const forged = [
      '',
      'x',
      'a.b.c',
      `${head}.${encode({ sub: 'B'.repeat(22) })}.${signature}`,
      `${encode({ alg: 'none', typ: 'guest' })}.${body}.`,
      `${encode({ alg: 'HS512', typ: 'guest' })}.${body}.${signature}`,
      await signed({ alg: 'HS256', typ: 'guest' }, raw),
      await signed({ alg: 'HS256', typ: 'JWT' }, raw),
    ];
    for (const each of forged) expect(await authenticate(each)).toBeUndefined();
    expect(await authenticate(token)).toBeDefined();
  });

  it('MINE-4 gives a person one face per room, which tells nothing in another', () => {
    const { tagOf } = guestAuthenticator({ secrets: [OLD], tagKey });
    const person = 'g:AAAAAAAAAAAAAAAAAAAAAA' as PersonId;
    const tag = tagOf(person, room('a'));
    expect(tag).toMatch(/^[A-Za-z0-9_-]{22}$/);
    expect(tagOf(person, room('a'))).toBe(tag);
    expect(tagOf(person, room('b'))).not.toBe(tag);
    expect(guestAuthenticator({ secrets: [NEW], tagKey }).tagOf(person, room('a'))).toBe(tag);
  });

  it('MINE-4 keeps the same faces when more people come than are kept ready', () => {
    const { tagOf } = guestAuthenticator({ secrets: [OLD], tagKey });
    const face = (n: number) => tagOf(`g:${n}` as PersonId, room('a'));
    const first = face(0);
    for (let n = 1; n <= 10_001; n += 1) face(n);
    expect(face(0)).toBe(first);
  });
});
