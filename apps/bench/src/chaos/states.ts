/** States that a run can reach, counted from its history: what the faults are there to bring about. */
import { type HistoryLine, KEYS_MARK, type LineOf } from './history/lines.ts';

/** Viewers whose own lines are broken in every run, whatever the fault: what their connections meet shows nothing of it. */
const BROKEN_ANYWAY: readonly string[] = ['viewer-hidden', 'viewer-narrow'];

export const STATES = {
  'lines-lost': 'connections that a client opened anew (here and in the next two without the hidden tab and the narrow line)',
  'catch-ups': 'connections that went on from where their client stood and were told what had happened since',
  resets: 'connections whose client stood in the room and was given a first page again',
  'repeated-commands': 'commands sent more than once',
  'known-retries': 'repeated commands that had been done already, and whose first outcome was told again',
  'unknown-answers': 'commands of which nobody knows what came of them',
  'store-refusals': 'commands refused for the moment because the store was away',
  'commits-untold': 'commands acknowledged by an instance that was not heard and then killed',
  'commits-resolved': 'commits whose answer the database did not give, and which were looked up',
  'keys-made-anew': 'names that Redis forgot and the instances gave it again',
  'acks-undone': 'comments that were acknowledged after the copy and are not in the database since its return, as it must be',
  epochs: 'histories beyond the first',
  'gaps-healed': 'gaps that instances healed from the store',
  'head-queries': 'looks of instances at the heads of many rooms, those of their slow audit left out',
  'bus-reconnects': 'times the line to Redis was whole again',
  'bus-renewals': 'times a mute line to Redis was begun anew',
  'slow-skips': 'times a connection fell behind and was passed over',
  'slow-closes': 'connections closed because they could not follow',
  'known-commands': 'commands that an instance knew already',
} as const;
export type StateName = keyof typeof STATES;
export type States = Readonly<Partial<Record<StateName, number>>>;

export function statesOf(lines: readonly HistoryLine[]): States {
  const welcomes = returned(lines);
  const commands = commandsOf(lines);
  const refusals = lines.filter(
    (line) => line.kind === 'answered' && !line.answer.ok && line.answer.code === 'store-unavailable',
  );
  const epochs = new Set(lines.flatMap((line) => (line.kind === 'framed' || line.kind === 'welcomed' ? [line.epoch] : [])));
  return {
    'lines-lost': lines.filter((line) => line.kind === 'hello' && line.line > 1 && !BROKEN_ANYWAY.includes(line.who)).length,
    'catch-ups': welcomes.filter(({ how, from, to }) => how === 'catch-up' && from < to).length,
    resets: welcomes.filter(({ how }) => how === 'snapshot').length,
    'repeated-commands': commands.filter(({ sent }) => sent.length > 1).length,
    'known-retries': commands.filter(({ isKnown }) => isKnown).length,
    'unknown-answers': commands.filter(({ answers }) => answers === 0).length,
    'store-refusals': refusals.length,
    'commits-untold': untold(lines),
    'keys-made-anew': lines.reduce((total, line) => total + (line.kind === 'keys' ? madeAnew(line) : 0), 0),
    'acks-undone': undone(lines),
    epochs: Math.max(0, epochs.size - 1),
  };
}

/** The mark is made by nobody but who made Redis forget: while it stands, nothing was forgotten. */
const madeAnew = ({ before, after }: LineOf<'keys'>): number =>
  after.includes(KEYS_MARK) ? 0 : before.filter((name) => after.includes(name)).length;

/** Answers of an instance between the moment from which it is not heard and its end. */
function untold(lines: readonly HistoryLine[]): number {
  const servers = new Map<string, string>();
  let [mute, count] = ['', 0];
  for (const line of lines) {
    if (line.kind === 'hello') servers.set(`${line.who}/${line.line}`, line.server);
    if (line.kind === 'fault') mute = /^(\S+) commits and is not heard/.exec(line.what)?.[1] ?? '';
    if (line.kind === 'answered' && line.answer.ok && servers.get(`${line.who}/${line.line}`) === mute) count += 1;
  }
  return count;
}

/** Comments that were acknowledged between a copy and its return, and are not there in the end. */
function undone(lines: readonly HistoryLine[]): number {
  const [copied, back] = [lines.findIndex(({ kind }) => kind === 'copied'), lines.findIndex(({ kind }) => kind === 'restored')];
  const database = lines.find((line) => line.kind === 'store' && line.private !== null) as LineOf<'store'> | undefined;
  if (back < 0 || !database) return 0;
  const stored = new Set<string>(database.content.map(({ id }) => id));
  const posted = new Map<string, string>();
  for (const line of lines)
    if (line.kind === 'sent' && line.command.kind === 'post-comment') posted.set(line.command.command, line.command.comment);
  const told = lines.slice(copied, back).flatMap((line) => (line.kind === 'answered' && line.answer.ok ? [line.command] : []));
  return new Set(told.flatMap((command) => posted.get(command) ?? []).filter((comment) => !stored.has(comment))).size;
}

/** Welcomes of those who had been here. */
function returned(lines: readonly HistoryLine[]): LineOf<'welcomed'>[] {
  const resuming = new Set<string>();
  const welcomes: LineOf<'welcomed'>[] = [];
  for (const line of lines) {
    if (line.kind === 'hello' && line.resume && !BROKEN_ANYWAY.includes(line.who)) resuming.add(`${line.who}/${line.line}`);
    if (line.kind === 'welcomed' && resuming.has(`${line.who}/${line.line}`)) welcomes.push(line);
  }
  return welcomes;
}

interface Sent {
  readonly sent: number[];
  answers: number;
  isKnown: boolean;
}

/** A repeat was known when its answer names a revision that somebody had heard of before it was sent. */
function commandsOf(lines: readonly HistoryLine[]): Sent[] {
  const commands = new Map<string, Sent & { headThen: number; epochThen: string }>();
  let [head, epoch] = [0, ''];
  const hear = (in_: string, rev: number) => {
    if (in_ !== epoch) [head, epoch] = [0, in_];
    head = Math.max(head, rev);
  };
  for (const line of lines) {
    if (line.kind === 'framed' || line.kind === 'welcomed') hear(line.epoch, line.to);
    if (line.kind === 'sent') {
      const known = commands.get(line.command.command) ?? { sent: [], answers: 0, isKnown: false, headThen: 0, epochThen: '' };
      known.sent.push(line.at);
      Object.assign(known, { headThen: head, epochThen: epoch });
      commands.set(line.command.command, known);
    }
    if (line.kind !== 'answered') continue;
    const command = commands.get(line.command);
    if (!command) continue;
    command.answers += 1;
    const { answer } = line;
    if (!answer.ok) continue;
    if (command.sent.length > 1 && answer.epoch === command.epochThen && answer.rev <= command.headThen) command.isKnown = true;
    hear(answer.epoch, answer.rev);
  }
  return [...commands.values()];
}
