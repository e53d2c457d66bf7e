/** Numbers and times in words. Pure: the same on server and client. */
import type { Millis, Refusal } from '@parley/protocol';
import type { Terms } from './terms.ts';

/** `+1`, `0`, `−1`: with the true minus sign (U+2212), which is as wide as the plus. */
export function scoreText(score: number): string {
  if (score === 0) return '0';
  return score > 0 ? `+${score}` : `\u2212${-score}`;
}

/** The words for a refusal, by its code, else by its class. */
export function refusalText(terms: Terms, refusal: Refusal): string {
  const byCode = new Map<string, string>(Object.entries(terms.refusals));
  return byCode.get(refusal.code) ?? terms.refusalClasses[refusal.class];
}

const steps: readonly (readonly [Intl.RelativeTimeFormatUnit, number])[] = [
  ['year', 31_557_600_000],
  ['month', 2_629_800_000],
  ['week', 604_800_000],
  ['day', 86_400_000],
  ['hour', 3_600_000],
  ['minute', 60_000],
];

/** "2 hours ago"; below one minute "just now". A time that seems to lie ahead is now: clocks differ. */
export function relativeTime(at: Millis, now: Millis, terms: Terms): string {
  const age = Math.max(0, now - at);
  const step = steps.find(([, ms]) => age >= ms);
  return step ? formatter(terms.lang).format(-Math.floor(age / step[1]), step[0]) : terms.justNow;
}

/** Exact time: date and minute in the reader's zone; on a server give the zone. */
export function exactTime(at: Millis, lang: string, timeZone?: string): string {
  return dateFormatter(lang, timeZone).format(at);
}

const relatives = new Map<string, Intl.RelativeTimeFormat>();
function formatter(lang: string): Intl.RelativeTimeFormat {
  const known = relatives.get(lang) ?? new Intl.RelativeTimeFormat(lang, { numeric: 'always' });
  relatives.set(lang, known);
  return known;
}

const dates = new Map<string, Intl.DateTimeFormat>();
function dateFormatter(lang: string, timeZone: string | undefined): Intl.DateTimeFormat {
  const key = `${lang} ${timeZone ?? ''}`;
  const options: Intl.DateTimeFormatOptions = { dateStyle: 'long', timeStyle: 'short', ...(timeZone ? { timeZone } : {}) };
  const known = dates.get(key) ?? new Intl.DateTimeFormat(lang, options);
  dates.set(key, known);
  return known;
}
