/** What the tests of a server's processes say again and again. */
import { expect } from 'vitest';
import type { Ended } from './server-process.ts';

/** Long and random enough to be taken. */
export const SECRET = 'Vn3Kx8Qw2Zr7Bt5Lm9Yc4Hs6Jd1Gf0Pa';

/** One line on stderr that holds all the words, nothing on stdout, exit code 1. */
export function expectFault(ended: Ended | undefined, ...words: string[]): void {
  expect(ended).toMatchObject({ code: 1, out: '' });
  expect(ended?.err.trimEnd().split('\n')).toHaveLength(1);
  for (const word of words) expect(ended?.err).toContain(word);
}

export const textOf = async (url: string): Promise<string> => (await fetch(url)).text();
