/** Files stay small enough to hold in the head; the figures are the habit of the best trees of this field. */
import type { SourceFile } from './sources.ts';

export const MEDIAN_MAX = 80;
export const NINETIETH_MAX = 250;
export const HARD_MAX = 400;

export function sizeFaults(files: readonly SourceFile[]): string[] {
  const sized = files.map(({ path, text }) => ({ path, lines: text.split('\n').length - 1 })).sort((a, b) => a.lines - b.lines);
  const quantile = (part: number) => sized[Math.ceil(sized.length * part) - 1]?.lines ?? 0;
  return [
    ...sized.filter(({ lines }) => lines > HARD_MAX).map(({ path, lines }) => `${path}: ${lines} lines, at most ${HARD_MAX}`),
    ...(quantile(0.5) > MEDIAN_MAX ? [`median of ${quantile(0.5)} lines, at most ${MEDIAN_MAX}`] : []),
    ...(quantile(0.9) > NINETIETH_MAX ? [`nine in ten within ${quantile(0.9)} lines, at most ${NINETIETH_MAX}`] : []),
  ];
}
