/** What a variable's text may be, and what it becomes. Every fault reads on after the variable's name. */
import { canonicalOrigin, parseNetwork, type TrustProxy } from '@parley/gateway';
import type { Rate } from '@parley/protocol';
import { type RedisTarget, readRedisUrl } from '@parley/redis';
import * as z from 'zod/mini';
import { secretFault } from '../secret.ts';

/** A text that gives a value, or a fault. */
export type Kind<T> = z.ZodMiniType<T, string>;

/** By a function that gives the value, or a fault. */
function kind<T>(read: (text: string) => { readonly value: T } | { readonly fault: string }): Kind<T> {
  return z.pipe(
    z.string(),
    z.transform((text, context) => {
      const answer = read(text);
      if ('value' in answer) return answer.value;
      context.issues.push({ code: 'custom', message: answer.fault, input: text });
      return z.NEVER;
    }),
  );
}

/** Entries of a list, separated by commas. */
export const listOf = (text: string): string[] =>
  text
    .split(',')
    .map((entry) => entry.trim())
    .filter((entry) => entry !== '');

const fitting = <T>(fits: (text: string) => boolean, value: (text: string) => T, fault: string): Kind<T> =>
  kind((text) => (fits(text) ? { value: value(text) } : { fault }));

const asItIs = (text: string): string => text;

export const anyText: Kind<string> = kind((value) => ({ value }));

export const oneOf = <const Word extends string>(...words: readonly Word[]): Kind<Word> =>
  kind((text) => {
    const value = words.find((word) => word === text);
    if (value !== undefined) return { value };
    return { fault: `must be ${words.slice(0, -1).join(', ')} or ${words.at(-1)}` };
  });

export const flag: Kind<boolean> = fitting(
  (text) => text === '0' || text === '1',
  (text) => text === '1',
  'must be 0 or 1',
);

/** A whole number of these bounds, both included. */
export const whole = (least: number, most: number, what = 'whole number'): Kind<number> =>
  fitting(
    (text) => /^\d{1,12}$/.test(text) && Number(text) >= least && Number(text) <= most,
    Number,
    `must be a ${what} from ${least} to ${most}`,
  );

export const port = whole(0, 65_535, 'port number');

export const host = fitting((text) => /^[\w.:%-]{1,255}$/.test(text), asItIs, 'must be an address or a host name');

export const name = fitting((text) => /^[\w.:@-]{1,100}$/.test(text), asItIs, 'must be letters, digits, and any of . : @ _ -');

export const origins = fitting(
  (text) => listOf(text).every((entry) => canonicalOrigin(entry) === entry),
  listOf,
  'must be a comma-separated list of origins, such as https://example.org',
);

/** An http address without a path, as browsers write its origin. */
export const origin = (fault: string): Kind<string> =>
  kind((text) => {
    const value = canonicalOrigin(text);
    return value === undefined ? { fault } : { value };
  });

function trustOf(text: string): TrustProxy {
  if (text === 'none') return { kind: 'none' };
  return /^\d+$/.test(text) ? { kind: 'hops', hops: Number(text) } : { kind: 'networks', networks: listOf(text) };
}

export const trust: Kind<TrustProxy> = fitting(
  (text) => text === 'none' || /^\d{1,2}$/.test(text) || listOf(text).every((entry) => parseNetwork(entry)),
  trustOf,
  'must be none, a number of proxies, or a comma-separated list of addresses and networks',
);

/** Secrets, the newest first. The fault never repeats one: it would end in a log. */
export const secrets: Kind<readonly string[]> = kind((text) => {
  const value = listOf(text);
  const fault = (value.length > 0 ? value : ['']).map(secretFault).find((found) => found !== undefined);
  return fault === undefined ? { value } : { fault };
});

export const redisUrl: Kind<RedisTarget> = kind((text) => {
  const read = readRedisUrl(text);
  return read.ok ? { value: read.target } : { fault: read.fault };
});

/** Only its form; whether the database is there is seen when it is opened. The fault never repeats what was given. */
export const databaseUrl: Kind<string> = fitting(
  (text) => /^postgres(ql)?:\/\/[^\s/]+\/[^\s/?]+/.test(text) && URL.canParse(text),
  asItIs,
  'must be postgres://[user[:password]@]host[:port]/database, with what is no letter or digit in a password as %XX',
);

export const redisPrefix = fitting(
  (text) => /^[\w-]{1,40}$/.test(text),
  asItIs,
  'must be 1 to 40 letters, digits, hyphens and underscores',
);

const RATE = /^([1-9]\d{0,8})\/([1-9]\d{0,8})$/;

export const rate: Kind<Rate> = kind((text) => {
  const [, burst, everyMs] = RATE.exec(text) ?? [];
  if (burst && everyMs) return { value: { burst: Number(burst), everyMs: Number(everyMs) } };
  return { fault: 'must be BURST/MS: permits at once, and ms until the next one, such as 30/5000' };
});
