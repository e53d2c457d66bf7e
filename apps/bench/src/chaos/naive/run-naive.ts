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
import { delay } from '../delay.ts';
import type { LineOf } from '../history/lines.ts';
import { createRecorder } from '../history/recorder.ts';

/** From its build, whether this file runs from its own or not. */
const SERVER = fileURLToPath(new URL('../../../dist/chaos/naive/server.js', import.meta.url));
const ROOM = 'naive';
const KILLS = 2;
/** Ms of writing before each kill, and at the end. */
const WRITING_MS = 1_700;
/** Time for the last frames, ms. */
const SETTLE_MS = 1_500;

/** Kills it twice while people write. What does not hold afterwards. */
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
  let child = await run();
  try {
    const way = () => ({ server: ROOM, transport: siteTransport(url) });
    const crew = await createCrew({ people: 4, seed, room: ROOM, recorder, url, pauseMs: 20, way });
    await crew.furnish();
    const viewers = [1, 2].map((n) =>
      openViewer({ who: `viewer-${n}`, room: ROOM, order: 'newest', seed: seed + n, recorder, way }),
    );
    let isOver = false;
    const writing = crew.run(
      () => isOver,
      () => isOver,
    );
    for (let kill = 0; kill < KILLS; kill += 1) {
      await delay(WRITING_MS);
      child.kill('SIGKILL');
      await child.exited;
      child = await run();
    }
    await delay(WRITING_MS);
    isOver = true;
    await writing;
    await delay(SETTLE_MS);
    for (const viewer of viewers) viewer.tell();
    recorder.record(await readAll(url));
    for (const { close } of [crew, ...viewers]) close();
    return checkHistory(recorder.lines);
  } finally {
    child.kill('SIGKILL');
    await child.exited;
    rmSync(folder, { recursive: true, force: true });
  }
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
