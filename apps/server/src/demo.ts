/** The rooms a fresh installation begins with. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Engine, Log, RoomStore } from '@parley/engine';
import { importNames } from '@parley/gateway';
import { type ThreadFile, threadFile } from '@parley/protocol/thread-file';
import { endingAt } from './demo-times.ts';

/** Beside the sources and beside the build alike. */
const DEMO_FOLDER = fileURLToPath(new URL('../demo', import.meta.url));

/** How long ago each discussion had its last comment, in ms: the largest leads the front page. */
const QUIET_FOR_MS: Readonly<Record<string, number>> = {
  'night-train': 25 * 60_000,
  'cup-final-live': 4 * 3_600_000,
  'marginalia-launch': 27 * 3_600_000,
};

/** Imports the demo rooms into a store that has no room at all. A faulty demo is logged and left out: it must not keep a server down. */
export async function loadDemo(engine: Engine, store: RoomStore, log: Log): Promise<void> {
  const rooms = await store.listRooms({ listedOnly: false });
  if (rooms.length > 0) return;
  for (const name of readdirSync(DEMO_FOLDER).filter((entry) => entry.endsWith('.json'))) {
    const parsed = threadFile.safeParse(JSON.parse(readFileSync(join(DEMO_FOLDER, name), 'utf8')));
    const answer = parsed.success ? await engine.importThread(recent(parsed.data), importNames) : undefined;
    if (!answer?.ok) log.error('demo-not-loaded', { name, fault: answer?.faults[0] ?? parsed.error?.issues[0]?.message });
  }
}

const recent = (file: ThreadFile): ThreadFile => endingAt(file, Date.now() - (QUIET_FOR_MS[file.room.slug] ?? 0));
