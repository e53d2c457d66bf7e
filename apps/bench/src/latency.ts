/** From the marks that viewers saw to how long each change took to reach them. */
import { Histogram } from './histogram.ts';

/** A change and when it was acknowledged, by the shared clock. */
export interface Write {
  readonly mark: number;
  readonly at: number;
}

/** What a viewer recorded: mark and time of each event, one after the other. */
interface Recorded {
  readonly arrivals?: readonly number[] | undefined;
}

/**
 * For each viewer and write: the time from the write to the first event that brings it. With `exact` that is the event with its very
 * mark; without, the first whose mark is not below it, since a frame carries all up to its mark. `missing` counts pairs without one:
 * a viewer who was cut off lacks what was written afterwards.
 */
export function waitsOf(viewers: readonly Recorded[], writes: readonly Write[], exact: boolean) {
  const waits = new Histogram();
  let missing = 0;
  const sorted = [...writes].sort((a, b) => a.mark - b.mark);
  for (const { arrivals = [] } of viewers) {
    let at = 0;
    let high = 0;
    for (const write of sorted) {
      // Marks of a viewer's events may repeat and step back; what counts is the first that takes it there.
      for (; at < arrivals.length; at += 2) {
        high = Math.max(high, arrivals[at] as number);
        if (high >= write.mark) break;
      }
      if (at >= arrivals.length || (exact && arrivals[at] !== write.mark)) missing += 1;
      else waits.add(Math.max(0, (arrivals[at + 1] as number) - write.at));
    }
  }
  return { waits, missing };
}
