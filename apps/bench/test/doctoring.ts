/** What doctored histories are made with: changes of the lines of a clean one. */
import type { HistoryLine, LineOf } from '../src/chaos/history/lines.ts';
import { idOf } from './sample-history.ts';

export interface Doctored {
  readonly invariant: string;
  /** What breaks with it, since it says the same in other words. */
  readonly also?: readonly string[];
  readonly fault: string;
  /** Part of the words in which it must be told: other branches of the same check must not stand in for it. */
  readonly says: string;
  readonly doctor: (lines: HistoryLine[]) => HistoryLine[];
}

export type Loose = Record<string, unknown>;

/** Changes the lines of a kind that fit. */
export const change =
  <Kind extends HistoryLine['kind']>(kind: Kind, edit: (line: LineOf<Kind>) => object, fits = (_: LineOf<Kind>) => true) =>
  (lines: HistoryLine[]) =>
    lines.map((line) =>
      line.kind === kind && fits(line as LineOf<Kind>) ? ({ ...line, ...edit(line as LineOf<Kind>) } as HistoryLine) : line,
    );

export const isDatabase = (line: LineOf<'store'>) => line.private !== null;
export const row = (n: number, edit: Loose) => (line: { content: readonly { id: string }[] }) => ({
  content: line.content.map((part) => (part.id === idOf(n) ? { ...part, ...edit } : part)),
});
export const without = (n: number) => (line: { content: readonly { id: string }[] }) => ({
  content: line.content.filter((part) => part.id !== idOf(n)),
});
export const tally = (n: number, edit: Loose) => (line: { tallies: readonly { id: string }[] }) => ({
  tallies: line.tallies.map((part) => (part.id === idOf(n) ? { ...part, ...edit } : part)),
});
export const kept = (edit: (kept: NonNullable<LineOf<'store'>['private']>) => object) => (line: LineOf<'store'>) => ({
  private: line.private && { ...line.private, ...edit(line.private) },
});
export const everywhere = (edit: (line: LineOf<'view'> | LineOf<'store'>) => object) => (lines: HistoryLine[]) =>
  change('view', edit)(change('store', edit)(lines));

export const editsOf = (n: number) => (line: HistoryLine) =>
  line.kind === 'sent' && line.command.kind === 'edit-comment' && line.command.comment === idOf(n);

/** Gives the answers of two commands each other's revision. */
export const swapAnswers = (n: number, m: number) => (lines: HistoryLine[]) => {
  const answers = lines.filter((line) => line.kind === 'answered');
  const [first, second] = [answers[n], answers[m]];
  if (!first || !second) throw new Error('There are no such answers.');
  return lines.map((line) =>
    line === first ? { ...first, answer: second.answer } : line === second ? { ...second, answer: first.answer } : line,
  );
};

/** A comment more than anybody wrote, with all that is counted of it. */
export const haunt = (line: { content: readonly object[]; tallies: readonly object[]; summary: object | null }) => {
  const { comments = 0, topLevel = 0 } = (line.summary ?? {}) as { comments?: number; topLevel?: number };
  return {
    content: [...line.content, { ...line.content[2], id: idOf(77), body: 'a ghost', contentRev: 0 }],
    tallies: [...line.tallies, { ...line.tallies[2], id: idOf(77), tallyRev: 0 }],
    summary: { ...line.summary, comments: comments + 1, topLevel: topLevel + 1 },
  };
};

/** Leaves out the `n`th frame of a viewer. */
export function dropFrame(n: number) {
  return (lines: HistoryLine[]) => {
    const frames = lines.filter((line) => line.kind === 'framed' && line.who === 'viewer-1');
    return lines.filter((line) => line !== frames[n]);
  };
}

export const window = (parent: string | null, edit: Loose = {}) => ({
  ...{ parent, order: parent === null ? 'newest' : 'oldest', first: null, last: null },
  ...edit,
});
export const inMiddle = window(null, { first: [9, 9] });

/** Expects a shape of the viewer around the first comment, and gives them these windows. */
export const shaped = (holds: string, windows: readonly object[]) => (lines: HistoryLine[]) =>
  change('view', () => ({ windows }))(
    change('audience', ({ viewers }) => ({ viewers: viewers.map((one) => ({ ...one, holds, about: idOf(1) })) }))(lines),
  );

/** A connection more, at the end: where its client says it stands, and how it is welcomed. */
export const comesBack =
  (resume: number | null, welcome: Loose, edit: Loose = {}) =>
  (lines: HistoryLine[]) => {
    const at = { who: 'viewer-1', line: 2, ...edit };
    const position = resume === null ? null : { epoch: 'epoch-1', rev: resume };
    return [
      ...lines,
      { kind: 'hello', at: 9_000, server: 'instance-2', resume: position, ...at },
      { kind: 'welcomed', at: 9_001, ...at, server: undefined, epoch: 'epoch-1', content: [], ...welcome },
    ] as unknown as HistoryLine[];
  };

/** An empty one: of another, what lies between would be missing as well. */
export const turnedFrame = (lines: HistoryLine[]) => [
  ...lines,
  {
    ...{ kind: 'framed', at: 9_000, who: 'viewer-1', line: 1, epoch: 'epoch-1', from: 10, to: 9 },
    ...{ rows: 0, last: 0, content: [] },
  } as unknown as HistoryLine,
];
