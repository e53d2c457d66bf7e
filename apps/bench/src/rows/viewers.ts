/** What one delivery costs from 100 to 10,000 viewers of one room, beside `io.emit`: it must not grow with the room. */
import { parleyFrames, peerFrames } from '../frame-cost.ts';
import type { Row } from '../row.ts';
import type { Line } from '../table.ts';

/** Enough changes that the clock of the system, 10 ms a tick, is no part of the result; time enough between them for each crowd's pace. */
const STEPS = {
  full: [
    { viewers: 100, changes: 300, everyMs: 60 },
    { viewers: 1_000, changes: 80, everyMs: 200 },
    { viewers: 5_000, changes: 25, everyMs: 1_000 },
    { viewers: 10_000, changes: 20, everyMs: 1_500 },
  ],
  short: [
    { viewers: 100, changes: 40, everyMs: 60 },
    { viewers: 500, changes: 10, everyMs: 200 },
  ],
};

export const viewers: Row = {
  name: 'viewers',
  connections: { full: 10_000, short: 500 },
  async run(scale) {
    const lines: Line[] = [];
    for (const step of STEPS[scale]) {
      const ours = await parleyFrames(step);
      const io = await peerFrames('plain-socket-io', ours.bytes, step);
      lines.push({
        row: `${step.viewers} viewers`,
        what: `CPU of the server for one delivery of ${ours.bytes} bytes, its change stored: Parley / io.emit, nothing stored`,
        value: `${ours.microseconds.toFixed(1)} / ${io.microseconds.toFixed(1)} µs`,
        beside: `${(io.microseconds / ours.microseconds).toFixed(2)} × io.emit`,
      });
    }
    return { lines };
  },
};
