/** The same writers and viewers against a server that keeps none of the promises: what the checker says of it is a test of the checker. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { freePort, startChild } from '@parley/topology';
import { createCrew } from '../actors/crew.ts';
import { siteTransport } from '../actors/site-transport.ts';
import { openViewer } from '../actors/viewer.ts';
import { checkHistory, type Violation } from '../checker/index.ts';
import type { HistoryLine, LineOf } from '../history/lines.ts';
import { createRecorder, type Recorder } from '../history/recorder.ts';
import { SAVE_EVERY } from './room.ts';

/** From its build, whether this file runs from its own or not. */
const SERVER = fileURLToPath(new URL('../../../dist/chaos/naive/server.js', import.meta.url));
const ROOM = 'naive';
const KILLS = 2;
/** Acknowledgements before each kill, and at the end: enough for people to meet at the same comments. */
const WRITTEN = 300;
/** So many commands the file lacks at a kill. The 24 that may be under way then are too few for it to be written once more. */
const UNSAVED = { least: 20, most: 60 } as const;
const PEOPLE = 4;

/** Kills it twice while people write, each time when acknowledged commands are in no file. What does not hold afterwards. */
export async function runNaive(seed: number): Promise<readonly Violation[]> {
  const folder = mkdtempSync(join(tmpdir(), 'parley-naive-'));
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const run = async () => {
    const child = startChild(process.execPath, [SERVER], { env: { PORT: `${port}`, FILE: join(folder, 'room.json') } });
    await child.said('listening');
    return child;
  };
  const recorder = createRecorder();
  recorder.record({ kind: 'started', run: ROOM, seed, fault: 'kill', room: ROOM });
  const names = ['viewer-1', 'viewer-2'];
  const expected = { holds: 'beginning', order: 'newest', about: null } as const;
  recorder.record({ kind: 'audience', instances: [], viewers: names.map((who) => ({ who, ...expected })) });
  let child = await run();
  try {
    const way = () => ({ server: ROOM, transport: siteTransport(url) });
    const crew = await createCrew({ people: PEOPLE, seed, room: ROOM, recorder, url, pauseMs: 20, way });
    await crew.furnish();
    const viewers = names.map((who, n) => openViewer({ who, room: ROOM, order: 'newest', seed: seed + n + 1, recorder, way }));
    let isOver = false;
    const writing = crew.run(
      () => isOver,
      () => isOver,
    );
    for (let kill = 0; kill < KILLS; kill += 1) {
      const before = recorder.acknowledged;
      const isLate = (unsaved: number) => unsaved >= UNSAVED.least && unsaved <= UNSAVED.most;
      const isDue = (rev: number) => recorder.acknowledged >= before + WRITTEN && isLate(rev % SAVE_EVERY);
      await heard(
        recorder,
        (line) => line.kind === 'answered' && line.answer.ok && isDue(line.answer.rev),
        () => child.kill('SIGKILL'),
      );
      await child.exited;
      child = await run();
    }
    const [begun, before] = [recorder.lines.length, recorder.acknowledged];
    const overwrote = overwrites();
    await heard(recorder, (line) => overwrote(line) && recorder.acknowledged >= before + WRITTEN);
    isOver = true;
    await writing;
    const end = await readAll(url);
    const isTold = (who: string) => recorder.lines.slice(begun).some((line) => isUpTo(line, who, end.head));
    await heard(recorder, () => names.every(isTold));
    for (const viewer of viewers) viewer.tell();
    recorder.record(end);
    for (const { close } of [crew, ...viewers]) close();
    return checkHistory(recorder.lines);
  } finally {
    child.kill('SIGKILL');
    await child.exited;
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Whether, of what it was shown so far, two edits with different texts were done from the same text. */
function overwrites(): (line: HistoryLine) => boolean {
  const asked = new Map<string, { readonly from: string; readonly body: string }>();
  const done = new Map<string, string>();
  let found = false;
  return (line) => {
    if (line.kind === 'sent' && line.command.kind === 'edit-comment') {
      const { command, comment, editCount, body } = line.command;
      asked.set(command, { from: `${comment} ${editCount}`, body });
    }
    const edit = line.kind === 'answered' && line.answer.ok ? asked.get(line.command) : undefined;
    if (edit) {
      found ||= (done.get(edit.from) ?? edit.body) !== edit.body;
      done.set(edit.from, edit.body);
    }
    return found;
  };
}

const isUpTo = (line: HistoryLine, who: string, rev: number) =>
  (line.kind === 'framed' || line.kind === 'welcomed') && line.who === who && line.to >= rev;

/** Resolves at the first line for which this holds, now or later; `then` happens before anything else does. */
function heard(recorder: Recorder, holds: (line: HistoryLine) => boolean, then = () => {}): Promise<void> {
  return new Promise((resolve) => {
    const hear = (line: HistoryLine) => {
      if (!holds(line)) return;
      stop();
      then();
      resolve();
    };
    const stop = recorder.watch(hear);
    const last = recorder.lines.at(-1);
    if (last) hear(last);
  });
}

type Told = Pick<LineOf<'store'>, 'head' | 'summary'> &
  Readonly<Record<'content' | 'tallies' | 'votes', object>> & {
    readonly outcomes: readonly object[];
    readonly revisions: Readonly<Record<string, number>>;
  };

async function readAll(url: string): Promise<Omit<LineOf<'store'>, 'at'>> {
  const { head, summary, content, tallies, votes, outcomes, revisions } = (await (await fetch(`${url}/all`)).json()) as Told;
  const counted = Object.entries(revisions).map(([comment, count]) => ({ comment, count }));
  const line = {
    ...{ kind: 'store', from: 'database', epoch: 'naive', head, summary },
    ...{ content: Object.values(content), tallies: Object.values(tallies) },
    private: { votes: Object.values(votes), outcomes, revisions: counted },
  };
  return line as Omit<LineOf<'store'>, 'at'>;
}
