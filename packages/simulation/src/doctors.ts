/** Worlds that are broken on purpose, one fault each, with the rule that the checker must find broken. */
import type { CommitAnswer } from '@parley/engine';
import type { BatchCommand } from '@parley/model';
import type { CommandId, CommentId, Page, Result, Welcome } from '@parley/protocol';
import type { Commit, Doctor } from './doctor.ts';

export interface Fault {
  readonly rule: string;
  readonly fault: string;
  make(): Doctor;
}

/** Every `n`th call. */
function every(n: number): () => boolean {
  let calls = 0;
  return () => ++calls % n === 0;
}

const withRows = <Rows>(rows: Rows, change: Partial<Rows>): Rows => ({ ...rows, ...change });

const isKind = (kind: string) => (command: BatchCommand) => command.command.kind === kind;

/** Acknowledges these commands without doing them. */
function pretending(isMeant: (command: BatchCommand) => boolean): Doctor {
  return {
    async commit(commands, since, run) {
      const meant = commands.filter(isMeant);
      if (meant.length === 0 || meant.length < commands.length || since === 0) return run(commands);
      const nothing = await run([]);
      const outcomes = commands.map(() => ({ ok: true, done: { epoch: nothing.rows.epoch, rev: since } }) as const);
      return { ...nothing, outcomes };
    },
  };
}

let made = 0;
const newId = (): string => `00000000-0000-4000-a000-${(++made).toString(16).padStart(12, '0')}`;

async function twice(commands: readonly BatchCommand[], run: Commit): Promise<CommitAnswer> {
  const answer = await run(commands);
  const again = commands.filter(isKind('post-comment')).map((asked) => ({
    ...asked,
    command: { ...asked.command, command: newId() as CommandId, comment: newId() as CommentId } as BatchCommand['command'],
  }));
  if (again.length === 0) return answer;
  const second = await run(again);
  return { ...second, outcomes: answer.outcomes, ownFrom: answer.ownFrom, mine: answer.mine };
}

/** An edit made from another text is done all the same. */
async function staleEdits(commands: readonly BatchCommand[], run: Commit): Promise<CommitAnswer> {
  const answer = await run(commands);
  const [asked] = commands;
  const [outcome] = answer.outcomes;
  if (commands.length !== 1 || !asked || outcome?.ok !== false || !outcome.refusal.current) return answer;
  const { editCount } = outcome.refusal.current;
  return run([{ ...asked, command: { ...asked.command, command: newId() as CommandId, editCount } as BatchCommand['command'] }]);
}

function withoutMine(payload: unknown): unknown {
  const { start } = payload as Welcome;
  if (!start) return payload;
  const blind = start.kind === 'snapshot' ? { ...start, page: { ...start.page, mine: [] } } : { ...start, mine: [] };
  return { ...(payload as Welcome), start: blind };
}

export const FAULTS: readonly Fault[] = [
  {
    rule: 'SYNC-8',
    fault: 'a catch-up that leaves out a row',
    make: () => ({
      told(name, payload) {
        const welcome = payload as Welcome;
        if (name !== 'welcome' || welcome.start.kind !== 'catch-up') return payload;
        const { frame } = welcome.start;
        return { ...welcome, start: { ...welcome.start, frame: withRows(frame, { content: frame.content.slice(1) }) } };
      },
    }),
  },
  {
    rule: 'SYNC-8',
    fault: 'a page with a hole',
    make: () => ({
      answered: (name, answer) => {
        const result = answer as Result<Page>;
        if (name !== 'read-page' || !result.ok) return answer;
        return { ok: true, value: withRows(result.value, { content: result.value.content.filter((_, index) => index !== 1) }) };
      },
    }),
  },
  {
    rule: 'SYNC-8',
    fault: 'a bus whose messages count votes once more',
    make: () => ({
      bus: (message) => ({
        ...message,
        rows: withRows(message.rows, { tallies: message.rows.tallies.map((tally) => ({ ...tally, up: tally.up + 1 })) }),
      }),
    }),
  },
  {
    rule: 'SYNC-4',
    fault: 'a server that forgets a frame now and then',
    make: () => {
      const isIt = every(5);
      return { sends: (name) => name !== 'room-changed' || !isIt() };
    },
  },
  {
    rule: 'MINE-3',
    fault: 'a client that does not listen to its own votes',
    make: () => ({
      told: (name, payload) => (name === 'mine-changed' ? undefined : name === 'welcome' ? withoutMine(payload) : payload),
      answered: (name, answer) => {
        const result = answer as Result<Page>;
        return name.startsWith('read-') && result.ok ? { ok: true, value: { ...result.value, mine: [] } } : answer;
      },
    }),
  },
  { rule: 'POST-1', fault: 'comments acknowledged without a commit', make: () => pretending(isKind('post-comment')) },
  { rule: 'VOTE-1', fault: 'votes acknowledged without a commit', make: () => pretending(isKind('cast-vote')) },
  { rule: 'DEL-1', fault: 'deletions acknowledged without a commit', make: () => pretending(isKind('delete-comment')) },
  { rule: 'EDIT-3', fault: 'edits acknowledged without a commit', make: () => pretending(isKind('edit-comment')) },
  {
    rule: 'POST-2',
    fault: 'comments that are stored twice',
    make: () => ({ commit: (commands, _since, run) => twice(commands, run) }),
  },
  {
    rule: 'EDIT-2',
    fault: 'a stale edit that wins',
    make: () => ({ commit: (commands, _since, run) => staleEdits(commands, run) }),
  },
  {
    rule: 'DEL-6',
    fault: 'pages that still hold deleted texts',
    make: () => ({
      page: (page) =>
        withRows(page, { content: page.content.map((part) => ({ ...part, body: part.body || 'a text that was deleted' })) }),
    }),
  },
  {
    rule: 'OUT-3',
    fault: 'a client that takes "try again" for done',
    make: () => ({
      answered(name, answer) {
        const result = answer as Result<unknown>;
        if (name !== 'post-comment' || result.ok || result.refusal.class !== 'retry') return answer;
        return { ok: true, value: { epoch: 'epoch-0', rev: 0 } };
      },
    }),
  },
  {
    rule: 'SYNC-8',
    fault: 'a bus that loses one change in two, and servers that never tell or ask for heads',
    make: () => {
      const isIt = every(2);
      return { publishes: () => !isIt(), beat: () => [], heads: () => [] };
    },
  },
  { rule: 'HEAD-1', fault: 'beats that tell of no heads', make: () => ({ beat: () => [] }) },
  {
    rule: 'HEAD-2',
    fault: 'servers that ask for no heads while their line is not whole',
    make: () => ({ heads: (heads, asked, isWhole) => (asked === 'head-audits' || isWhole ? heads : []) }),
  },
  {
    rule: 'HEAD-4',
    fault: 'servers that ask for no heads while their line is whole',
    make: () => ({ heads: (heads, asked, isWhole) => (asked === 'head-audits' || !isWhole ? heads : []) }),
  },
  ...['HEAD-1', 'HEAD-2', 'HEAD-4'].map((rule) => ({
    rule,
    fault: 'servers that have nothing but the audit',
    make: (): Doctor => ({ beat: () => [], heads: (heads, asked) => (asked === 'head-audits' ? heads : []) }),
  })),
  {
    rule: 'SYNC-8',
    fault: 'a bus that carries no change, and servers that never tell or ask for heads',
    make: () => ({ publishes: () => false, beat: () => [], heads: () => [] }),
  },
  {
    rule: 'SYNC-8',
    fault: 'positions of an undone history that are taken for those of the present one',
    make: () => ({ above: ({ rev }, epoch) => ({ epoch, rev }) }),
  },
  {
    rule: 'SYNC-8',
    fault: 'gaps that are healed with nothing',
    make: () => ({
      since: (answer, above) => {
        if (answer.kind !== 'rows') return answer;
        return { ...answer, rows: withRows(answer.rows, { from: above, content: [], tallies: [] }) };
      },
    }),
  },
  {
    rule: 'SYNC-8',
    fault: 'messages of a bus that claim to leave no gap',
    make: () => ({ bus: (message) => ({ ...message, rows: withRows(message.rows, { from: 0 }) }) }),
  },
  {
    rule: 'SYNC-8',
    fault: 'a restored database that keeps its epoch',
    make: () => ({ keepsEpoch: true }),
  },
];
