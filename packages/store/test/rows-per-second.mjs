/**
 * Measures the store alone: comments per second in batches of 20 and 100, and votes, each commit on the disk (synchronous=FULL),
 * through the real worker. CPU is that of the whole process: both workers and the asking thread, so that a busy machine can be told
 * from a slow store. Run after `npm run build`:  node packages/store/test/rows-per-second.mjs [seconds]
 * With DATABASE_URL, a Postgres of its own is measured instead; its CPU is not in the figure.
 */
import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openPostgresStore, openSqliteStore } from '@parley/store';

const seconds = Number(process.argv[2] ?? 3);
/** As clients make them: UUIDs of version 7, which begin with the time. */
function newId() {
  const time = Date.now().toString(16).padStart(12, '0');
  const rest = randomBytes(10).toString('hex');
  return `${time.slice(0, 8)}-${time.slice(8)}-7${rest.slice(0, 3)}-a${rest.slice(3, 6)}-${rest.slice(6, 18)}`;
}
const body = 'A comment of about three hundred bytes. '.repeat(8);
const actor = (name) => ({ person: `g:${name}`, role: 'guest', tag: `tag-${name}`, mayMakeRoom: { title: 'Measured' } });
const ask = (name, command) => ({ actor: actor(name), now: Date.now(), command: { command: newId(), ...command } });
const post = () => ask('ann', { kind: 'post-comment', comment: newId(), parent: null, body, name: null });

async function measure(title, size, make) {
  const folder = mkdtempSync(join(tmpdir(), 'parley-rows-'));
  const url = process.env.DATABASE_URL;
  const store = url ? await openPostgresStore({ url }) : await openSqliteStore({ file: join(folder, 'parley.db') });
  const room = `room-${newId()}`;
  const comments = Array.from({ length: 500 }, post);
  await store.commit(room, comments, 0);
  const ids = comments.map(({ command }) => command.comment);
  // Two batches under way, as a busy room has: one is decided while the next is on its way.
  const latencies = [];
  const until = performance.now() + seconds * 1_000;
  const begun = performance.now();
  const cpu = process.cpuUsage();
  let rows = 0;
  const run = async () => {
    while (performance.now() < until) {
      const batch = Array.from({ length: size }, (_, i) => make(ids, i));
      const at = performance.now();
      const { outcomes } = await store.commit(room, batch, Number.MAX_SAFE_INTEGER);
      latencies.push(performance.now() - at);
      rows += outcomes.filter((outcome) => outcome.ok).length;
    }
  };
  await Promise.all([run(), run()]);
  const elapsed = (performance.now() - begun) / 1_000;
  const { user, system } = process.cpuUsage(cpu);
  await store.close();
  rmSync(folder, { recursive: true });
  latencies.sort((a, b) => a - b);
  const at = (share) => latencies[Math.floor(latencies.length * share)].toFixed(1);
  console.log(
    `${title.padEnd(24)} ${Math.round(rows / elapsed)} rows/s, commit p50 ${at(0.5)} ms, p99 ${at(0.99)} ms, ` +
      `${Math.round((user + system) / rows)} µs of CPU a row`,
  );
}

await measure('comments, batches of 1', 1, post);
await measure('comments, batches of 20', 20, post);
await measure('comments, batches of 100', 100, post);
await measure('votes, batches of 100', 100, (ids) => {
  const value = Math.random() < 0.5 ? 1 : -1;
  const comment = ids[Math.floor(Math.random() * ids.length)];
  return ask(`voter ${Math.floor(Math.random() * 200)}`, { kind: 'cast-vote', comment, value });
});
