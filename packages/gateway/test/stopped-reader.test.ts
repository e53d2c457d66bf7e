import { countingMetrics } from '@parley/engine/memory';
import type { Page, Welcome } from '@parley/protocol';
import { describe, expect, it } from 'vitest';
import { newToken, openClient, type TestClient } from './client.ts';
import { fastClock } from './fast-clock.ts';
import { HELLO, type RawLine, rawLine } from './raw-line.ts';
import { startTestServer } from './server.ts';

const LONG = 'x'.repeat(8_000);
/** Frames of so many long comments are above what may be unacknowledged, and below what the system takes for a line. */
const COMMENTS = 20;

/** A line that acknowledges by hand. */
async function joined(port: number): Promise<RawLine & { acknowledge(rev: number): void }> {
  const line = await rawLine(port);
  line.send(`40${JSON.stringify({ ...HELLO, protocol: 2 })}`);
  const welcome = JSON.parse((await line.message('42["welcome"')).slice(2))[1] as Welcome;
  const { epoch } = (welcome.start as { page: Page }).page;
  return { ...line, acknowledge: (rev) => line.send(`42${JSON.stringify(['acknowledge-head', { epoch, rev }])}`) };
}

const frames = (line: RawLine) =>
  line.received.filter((text) => text.startsWith('42["room-changed"')).map((text) => JSON.parse(text.slice(2))[1]);

async function started() {
  const metrics = countingMetrics();
  const server = await startTestServer({ clock: fastClock(10), metrics });
  const writer = openClient(server.url, { token: await newToken(server.url), auth: { protocol: 2 } });
  await writer.event('welcome');
  // As a client of ours does.
  writer.socket.on('room-changed', ({ epoch, to }) => writer.socket.emit('acknowledge-head', { epoch, rev: to }));
  return { server, metrics, writer };
}

/** A reader that said where it is, so that it is judged by its heads, and then stops. */
async function stopReading({ server, metrics }: Awaited<ReturnType<typeof started>>) {
  const stopped = await joined(server.port);
  stopped.acknowledge(1);
  await expect.poll(() => metrics.counted('heads-acknowledged')).toBeGreaterThan(0);
  stopped.ws.pause();
  return stopped;
}

async function talk(writer: TestClient): Promise<number> {
  let rev = 0;
  for (let n = 0; n < COMMENTS; n += 1) {
    const answer = await writer.post(LONG);
    if (answer.ok) rev = answer.value.rev;
  }
  return rev;
}

describe('a reader that stops', () => {
  it('FAN-7 is seen though the system takes every byte, passed over, and caught up when it reads again', async () => {
    const room = await started();
    const { server, metrics, writer } = room;
    const stopped = await stopReading(room);
    await talk(writer);
    await expect.poll(() => metrics.standing('slow-sessions'), { timeout: 10_000 }).toBe(1);
    expect(metrics.standing('queued-bytes')).toBe(0);
    const head = await talk(writer);
    stopped.ws.resume();
    await expect.poll(() => frames(stopped).at(-1)?.to ?? 0).toBeGreaterThan(COMMENTS - 1);
    const before = frames(stopped).at(-1).to;
    expect(before).toBeLessThan(head);
    stopped.acknowledge(before);
    await expect.poll(() => frames(stopped).at(-1).to).toBe(head);
    // No hole between what it was given and what it lacked.
    let cursor = 1;
    for (const { from, to } of frames(stopped)) {
      expect(from).toBeLessThanOrEqual(cursor);
      cursor = Math.max(cursor, to);
    }
    expect(metrics.counted('catch-ups')).toBe(1);
    stopped.end();
    writer.close();
    await server.stop();
  });

  it('FAN-8 is sent away when it does not read again, and others notice nothing', async () => {
    const room = await started();
    const { server, metrics, writer } = room;
    const stopped = await stopReading(room);
    await talk(writer);
    await expect.poll(() => metrics.counted('closed-for-lag'), { timeout: 15_000 }).toBe(1);
    await expect.poll(() => server.parley.engine.status().sessions).toBe(1);
    expect(writer.socket.connected).toBe(true);
    stopped.end();
    writer.close();
    await server.stop();
  }, 20_000);
});
