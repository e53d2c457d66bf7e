/** Words for times and counts on pages that are made on the server: absolute and in UTC, because the reader's zone is unknown there. */
import type { Millis } from '@parley/protocol';

const dateAndTime = new Intl.DateTimeFormat('en', { dateStyle: 'long', timeStyle: 'short', timeZone: 'UTC' });
const dateOnly = new Intl.DateTimeFormat('en', {
  weekday: 'long',
  day: 'numeric',
  month: 'long',
  year: 'numeric',
  timeZone: 'UTC',
});
const number = new Intl.NumberFormat('en');

/** "October 10, 2026 at 11:58 AM UTC", as the thread below says it. */
export const exactTime = (at: Millis): string => `${dateAndTime.format(at)} UTC`;
/** "Saturday, October 10, 2026". */
export const dayOf = (at: Millis): string => dateOnly.format(at);
/** ISO 8601, for the `datetime` attribute. */
export const isoTime = (at: Millis): string => new Date(at).toISOString();

/** "no comments yet", "1 comment", "1,204 comments". */
export function commentsLabel(count: number): string {
  if (count === 0) return 'no comments yet';
  return count === 1 ? '1 comment' : `${number.format(count)} comments`;
}

/** "3 watching"; empty when nobody is. */
export const watchingLabel = (count: number): string => (count > 0 ? `${number.format(count)} watching` : '');

/**
 * The beginning of a text in at most `max` characters, cut between words and marked with an ellipsis.
 * Counts by code points, so that no character is halved.
 */
export function beginning(text: string, max: number): string {
  const flat = text.replace(/\s+/g, ' ').trim();
  const points = [...flat];
  if (points.length <= max) return flat;
  const cut = points.slice(0, max - 1).join('');
  const space = cut.lastIndexOf(' ');
  return `${(space > max / 2 ? cut.slice(0, space) : cut).replace(/[\s,;:.–—-]+$/u, '')}…`;
}
