/** Histories that were made wrong on purpose, one fault each, with the invariants that the checker must find broken, and no others. */
import type { HistoryLine, LineOf } from '../src/chaos/history/lines.ts';
import { idOf } from './sample-history.ts';

export interface Doctored {
  readonly invariant: string;
  /** What breaks with it, since it says the same in other words. */
  readonly also?: readonly string[];
  readonly fault: string;
  readonly doctor: (lines: HistoryLine[]) => HistoryLine[];
}

type Loose = Record<string, unknown>;

/** Changes the lines of a kind that fit. */
const change =
  <Kind extends HistoryLine['kind']>(kind: Kind, edit: (line: LineOf<Kind>) => object, fits = (_: LineOf<Kind>) => true) =>
  (lines: HistoryLine[]) =>
    lines.map((line) =>
      line.kind === kind && fits(line as LineOf<Kind>) ? ({ ...line, ...edit(line as LineOf<Kind>) } as HistoryLine) : line,
    );

const isDatabase = (line: LineOf<'store'>) => line.private !== null;
const row = (n: number, edit: Loose) => (line: { content: readonly { id: string }[] }) => ({
  content: line.content.map((part) => (part.id === idOf(n) ? { ...part, ...edit } : part)),
});
const without = (n: number) => (line: { content: readonly { id: string }[] }) => ({
  content: line.content.filter((part) => part.id !== idOf(n)),
});
const tally = (n: number, edit: Loose) => (line: { tallies: readonly { id: string }[] }) => ({
  tallies: line.tallies.map((part) => (part.id === idOf(n) ? { ...part, ...edit } : part)),
});
const kept = (edit: (kept: NonNullable<LineOf<'store'>['private']>) => object) => (line: LineOf<'store'>) => ({
  private: line.private && { ...line.private, ...edit(line.private) },
});
const everywhere = (edit: (line: LineOf<'view'> | LineOf<'store'>) => object) => (lines: HistoryLine[]) =>
  change('view', edit)(change('store', edit)(lines));

const editsOf = (n: number) => (line: HistoryLine) =>
  line.kind === 'sent' && line.command.kind === 'edit-comment' && line.command.comment === idOf(n);

/** Gives the answers of two commands each other's revision. */
const swapAnswers = (n: number, m: number) => (lines: HistoryLine[]) => {
  const answers = lines.filter((line) => line.kind === 'answered');
  const [first, second] = [answers[n], answers[m]];
  if (!first || !second) throw new Error('There are no such answers.');
  return lines.map((line) =>
    line === first ? { ...first, answer: second.answer } : line === second ? { ...second, answer: first.answer } : line,
  );
};

/** A comment more than anybody wrote, with all that is counted of it. */
const haunt = (line: { content: readonly object[]; tallies: readonly object[]; summary: object | null }) => {
  const { comments = 0, topLevel = 0 } = (line.summary ?? {}) as { comments?: number; topLevel?: number };
  return {
    content: [...line.content, { ...line.content[2], id: idOf(77), body: 'a ghost' }],
    tallies: [...line.tallies, { ...line.tallies[2], id: idOf(77) }],
    summary: { ...line.summary, comments: comments + 1, topLevel: topLevel + 1 },
  };
};

/** Leaves out the `n`th frame of a viewer. */
function dropFrame(n: number) {
  return (lines: HistoryLine[]) => {
    const frames = lines.filter((line) => line.kind === 'framed' && line.who === 'viewer-1');
    return lines.filter((line) => line !== frames[n]);
  };
}

export const DOCTORED: readonly Doctored[] = [
  { invariant: 'I1', also: ['I3'], fault: 'an acknowledged comment that is lost', doctor: everywhere(without(3)) },
  {
    invariant: 'I1',
    also: ['I8'],
    fault: 'a comment that one instance lacks',
    doctor: change('store', without(3), (line) => !isDatabase(line)),
  },
  { invariant: 'I1', fault: 'a comment born at another revision than acknowledged', doctor: everywhere(row(3, { born: 9 })) },
  {
    invariant: 'I1',
    also: ['I3'],
    fault: 'an acknowledged deletion that is not done',
    doctor: everywhere(row(2, { status: 'visible', body: 'text 2' })),
  },
  { invariant: 'I2', also: ['I5'], fault: 'a text that nobody wrote', doctor: everywhere(row(3, { body: 'something else' })) },
  {
    invariant: 'I2',
    fault: 'a comment that nobody wrote',
    doctor: everywhere(haunt),
  },
  {
    invariant: 'I2',
    also: ['I3', 'I6'],
    fault: 'a deletion that nobody asked for',
    doctor: everywhere(row(3, { status: 'deleted', body: '' })),
  },
  {
    invariant: 'I3',
    also: ['I2'],
    fault: 'a comment stored twice under two ids',
    doctor: everywhere((line) => ({ content: [...line.content, { ...line.content[2], id: idOf(78) }] })),
  },
  {
    invariant: 'I3',
    also: ['I1', 'I9'],
    fault: 'a repeated command that was done again',
    doctor: (lines) => {
      const answer = lines.find((line) => line.kind === 'answered') as LineOf<'answered'>;
      const again = { ...answer, at: answer.at + 0.5, answer: { ok: true, epoch: 'epoch-1', rev: 9 } } as HistoryLine;
      return [...lines, again].sort((a, b) => a.at - b.at);
    },
  },
  { invariant: 'I3', fault: 'a reply counted twice', doctor: everywhere(tally(1, { replyCount: 2 })) },
  { invariant: 'I4', also: ['I8'], fault: 'a vote counted twice', doctor: change('store', tally(1, { down: 2 })) },
  {
    invariant: 'I4',
    fault: 'a person with two votes',
    doctor: change(
      'store',
      kept(({ votes }) => ({ votes: [...votes, ...votes] })),
      isDatabase,
    ),
  },
  {
    invariant: 'I4',
    also: ['I8'],
    fault: 'an earlier vote that won',
    doctor: (lines) =>
      change(
        'store',
        tally(1, { up: 1, down: 0 }),
      )(
        change(
          'store',
          kept(({ votes }) => ({ votes: votes.map((vote) => ({ ...vote, value: 1 })) })),
          isDatabase,
        )(lines),
      ),
  },
  {
    invariant: 'I5',
    fault: 'a stale edit that was done',
    doctor: (lines) => {
      const second = lines.filter(editsOf(1))[1];
      return lines.map((line) =>
        line === second && line.kind === 'sent' ? ({ ...line, command: { ...line.command, editCount: 0 } } as HistoryLine) : line,
      );
    },
  },
  {
    invariant: 'I5',
    fault: 'an acknowledged edit that is lost',
    doctor: everywhere(row(1, { body: 'text 1, first edit', editCount: 1 })),
  },
  {
    invariant: 'I5',
    fault: 'an earlier text that was not kept',
    doctor: change(
      'store',
      kept(() => ({ revisions: [] })),
      isDatabase,
    ),
  },
  {
    invariant: 'I6',
    also: ['I8'],
    fault: 'a deleted text in the database',
    doctor: change('store', row(2, { body: 'text 2' }), isDatabase),
  },
  { invariant: 'I6', fault: 'a page that tells a deleted text', doctor: change('read', row(2, { body: 'text 2' })) },
  {
    invariant: 'I6',
    also: ['I5'],
    fault: 'an earlier text of a deleted comment',
    doctor: change(
      'store',
      kept(() => ({ revisions: [{ comment: idOf(2), count: 1 }] })),
      isDatabase,
    ),
  },
  { invariant: 'I7', fault: 'a frame that never came', doctor: dropFrame(2) },
  {
    invariant: 'I7',
    fault: 'a catch-up that begins beyond the cursor',
    doctor: (lines) => [
      ...lines,
      {
        kind: 'hello',
        at: 900,
        who: 'viewer-1',
        line: 2,
        server: 'instance-2',
        resume: { epoch: 'epoch-1', rev: 3 },
      } as HistoryLine,
      {
        kind: 'welcomed',
        at: 901,
        who: 'viewer-1',
        line: 2,
        how: 'catch-up',
        epoch: 'epoch-1',
        from: 5,
        to: 8,
        content: [],
      } as unknown as HistoryLine,
    ],
  },
  {
    invariant: 'I7',
    fault: 'a frame that speaks of what lies beyond it',
    doctor: change('framed', ({ to }) => ({ last: to + 1 })),
  },
  {
    invariant: 'I8',
    fault: 'a viewer who lacks a comment',
    doctor: change('view', without(3), (line) => line.who === 'viewer-1'),
  },
  { invariant: 'I8', fault: 'a viewer who shows old votes', doctor: change('view', tally(1, { up: 1, down: 0 })) },
  { invariant: 'I8', fault: 'a viewer who is behind', doctor: change('view', () => ({ cursor: 4 })) },
  { invariant: 'I8', fault: 'a viewer who does not come back', doctor: change('view', () => ({ status: 'reconnecting' })) },
  { invariant: 'I8', fault: 'a viewer in a history of the past', doctor: change('view', () => ({ epoch: 'epoch-0' })) },
  { invariant: 'I8', fault: 'nobody who watches', doctor: (lines) => lines.filter((line) => line.kind !== 'view') },
  { invariant: 'I9', fault: 'an edit and a vote whose revisions are swapped', doctor: swapAnswers(5, 6) },
  { invariant: 'I9', also: ['I1'], fault: 'two comments whose revisions are swapped', doctor: swapAnswers(0, 1) },
  { invariant: 'I10', fault: 'a page older than the asker named', doctor: change('read', ({ head }) => ({ head: head - 1 })) },
  {
    invariant: 'I10',
    fault: 'a page older than what was acknowledged to its reader',
    doctor: change('read', () => ({ head: 2, named: null })),
  },
  {
    invariant: 'I11',
    fault: 'an acknowledgement before the database had it',
    doctor: change('durable', () => ({ found: false })),
  },
];
