/** Reads a recorded history back. Nothing in it is believed before it is decoded. */
import { type HistoryLine, historyLine } from './lines.ts';

/** @throws with the line's number when one is no line of a history. */
export function readHistory(text: string): readonly HistoryLine[] {
  return text
    .split('\n')
    .map((line, index) => [line, index + 1] as const)
    .filter(([line]) => line !== '')
    .map(([line, number]) => {
      const parsed = historyLine.safeParse(parse(line));
      if (parsed.success) return parsed.data;
      const [issue] = parsed.error.issues;
      throw new Error(`Line ${number} is no line of a history: ${issue?.path.join('.')} ${issue?.message}`);
    });
}

function parse(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    // Half a line: a run that was ended in the middle of writing. The schema says so.
    return undefined;
  }
}
