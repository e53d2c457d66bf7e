/** Counts and times as the front page says them. */
const number = new Intl.NumberFormat('en');
const relative = new Intl.RelativeTimeFormat('en', { numeric: 'always' });
const exact = new Intl.DateTimeFormat('en', { dateStyle: 'long', timeStyle: 'short' });

export function commentsLabel(count: number): string {
  if (count === 0) return 'no comments yet';
  return count === 1 ? '1 comment' : `${number.format(count)} comments`;
}

export const watchingLabel = (count: number): string => (count > 0 ? `${number.format(count)} watching` : '');

/** In the reader's own zone. */
export const exactTime = (at: number): string => exact.format(at);

const STEPS: readonly (readonly [Intl.RelativeTimeFormatUnit, number])[] = [
  ['year', 31_557_600_000],
  ['month', 2_629_800_000],
  ['week', 604_800_000],
  ['day', 86_400_000],
  ['hour', 3_600_000],
  ['minute', 60_000],
];

/** "5 minutes ago"; "just now" below a minute and for clocks that differ. */
export function timeAgo(at: number, now: number): string {
  const age = now - at;
  for (const [unit, ms] of STEPS) if (age >= ms) return relative.format(-Math.floor(age / ms), unit);
  return 'just now';
}
