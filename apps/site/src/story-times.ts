import { exactTime, timeAgo } from './words.ts';

/** Says how long ago a `<time>` is, and exactly when in the reader's own zone on asking. */
export function showTime(time: HTMLTimeElement, now: number): void {
  const at = Date.parse(time.dateTime);
  if (Number.isNaN(at)) return;
  time.title = exactTime(at);
  time.textContent = timeAgo(at, now);
}

/** The server writes exact times in UTC below the stories; here they become the reader's. */
export function showStoryTimes(page: ParentNode, now: number): void {
  for (const time of page.querySelectorAll<HTMLTimeElement>('[data-last] time')) showTime(time, now);
}
