/** Rooms that are wrong in the end: what breaks I1 to I6. */
import type { HistoryLine, LineOf } from '../src/chaos/history/lines.ts';
import { change, type Doctored, editsOf, everywhere, haunt, isDatabase, kept, row, tally, without } from './doctoring.ts';
import { idOf } from './sample-history.ts';

export const DOCTORED_ROOMS: readonly Doctored[] = [
  {
    invariant: 'I1',
    also: ['I3'],
    fault: 'an acknowledged comment that is lost',
    says: 'database: acknowledged at 3 and lost',
    doctor: everywhere(without(3)),
  },
  {
    invariant: 'I1',
    also: ['I8'],
    fault: 'a comment that one instance lacks',
    says: 'instance-1: acknowledged at 3 and lost',
    doctor: change('store', without(3), (line) => !isDatabase(line)),
  },
  {
    invariant: 'I1',
    fault: 'a comment born at another revision than acknowledged',
    says: 'born at 9',
    doctor: everywhere(row(3, { born: 9 })),
  },
  {
    invariant: 'I1',
    also: ['I3'],
    fault: 'an acknowledged deletion that is not done',
    says: 'was acknowledged and is not done',
    doctor: everywhere(row(2, { status: 'visible', body: 'text 2' })),
  },
  {
    invariant: 'I2',
    also: ['I5'],
    fault: 'a text that nobody wrote',
    says: 'nobody wrote this as',
    doctor: everywhere(row(3, { body: 'something else' })),
  },
  {
    invariant: 'I2',
    fault: 'a comment that nobody wrote',
    says: 'database: nobody wrote',
    doctor: everywhere(haunt),
  },
  {
    invariant: 'I2',
    also: ['I3', 'I6'],
    fault: 'a deletion that nobody asked for',
    says: 'is deleted, and nobody asked for it',
    doctor: everywhere(row(3, { status: 'deleted', body: '' })),
  },
  {
    invariant: 'I3',
    also: ['I2'],
    fault: 'a comment stored twice under two ids',
    says: 'the same text stands twice',
    doctor: everywhere((line) => ({ content: [...line.content, { ...line.content[2], id: idOf(78), contentRev: 0 }] })),
  },
  {
    invariant: 'I3',
    also: ['I1', 'I9'],
    fault: 'a repeated command that was done again',
    says: 'and again at 9',
    doctor: (lines) => {
      const answer = lines.find((line) => line.kind === 'answered') as LineOf<'answered'>;
      const again = { ...answer, at: answer.at + 0.5, answer: { ok: true, epoch: 'epoch-1', rev: 9 } } as HistoryLine;
      return [...lines, again].sort((a, b) => a.at - b.at);
    },
  },
  {
    invariant: 'I3',
    fault: 'a reply counted twice',
    says: 'counts 2 replies of 1',
    doctor: everywhere(tally(1, { replyCount: 2 })),
  },
  {
    invariant: 'I4',
    also: ['I8'],
    fault: 'a vote counted twice',
    says: '2 down, its votes are',
    doctor: change('store', tally(1, { down: 2 })),
  },
  {
    invariant: 'I4',
    fault: 'a person with two votes',
    says: 'has two votes',
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
    says: 'is 1, acknowledged was -1',
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
    says: 'was done over one from text',
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
    says: 'acknowledged last was',
    doctor: everywhere(row(1, { body: 'text 1, first edit', editCount: 1 })),
  },
  {
    invariant: 'I5',
    fault: 'an earlier text that was not kept',
    says: 'keeps 0 earlier texts',
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
    says: 'the database keeps the text',
    doctor: change('store', row(2, { body: 'text 2' }), isDatabase),
  },
  {
    invariant: 'I6',
    fault: 'a page that tells a deleted text',
    says: 'was told',
    doctor: change('read', row(2, { body: 'text 2' })),
  },
  {
    invariant: 'I6',
    also: ['I5'],
    fault: 'an earlier text of a deleted comment',
    says: 'keeps earlier texts',
    doctor: change(
      'store',
      kept(() => ({ revisions: [{ comment: idOf(2), count: 1 }] })),
      isDatabase,
    ),
  },
];
