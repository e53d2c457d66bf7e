/** What is read off an event without parsing it: a process of thousands of viewers looks at its first and last characters only. */
import type { Epoch } from '@parley/protocol';
import type { Acknowledger } from './acknowledger.ts';

/** How far from its end an event names the pace of acknowledgements: it is the last thing in it. */
const PACE_WITHIN = 48;

/** The number that follows a word in a text; 0 without it. */
export function numberAfter(text: string, word: string, from = 0): number {
  const at = text.indexOf(word, from);
  return at < 0 ? 0 : Number.parseInt(text.slice(at + word.length, at + word.length + 16), 10) || 0;
}

/** How far an event takes a viewer: a frame's `to` or a page's `head` from Parley, the number after `#` from a peer. */
export const markOf = (text: string): number =>
  numberAfter(text, '"to":') || numberAfter(text, '"head":') || numberAfter(text, '#');

export const isWelcome = (text: string): boolean => text.startsWith('["welcome"');

/** The history that a welcome begins. */
export const epochOf = (text: string): Epoch | undefined => /"epoch":"([^"]+)"/.exec(text)?.[1] as Epoch | undefined;

/** Lets an acknowledger see an event of Parley; `text` are its first characters. */
export function glance(acknowledger: Acknowledger, text: string, data: Buffer, mark = markOf(text)): void {
  const epoch = isWelcome(text) ? epochOf(text) : undefined;
  if (epoch) acknowledger.welcomed(epoch, mark);
  else acknowledger.saw(mark);
  const pace = numberAfter(data.toString('latin1', Math.max(0, data.length - PACE_WITHIN)), '"acknowledgeEveryMs":');
  if (pace > 0) acknowledger.paced(pace);
}
