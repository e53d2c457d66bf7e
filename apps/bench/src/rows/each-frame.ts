/** Every change its own frame, 1,000 viewers, equal bytes on the wire: deliveries a second of server CPU. */
import { type FrameCost, parleyFrames, peerFrames } from '../frame-cost.ts';
import { median, thousands } from '../numbers.ts';
import type { Row } from '../row.ts';

const SIZES = {
  full: { viewers: 1_000, changes: 80, rounds: 3, everyMs: 200 },
  short: { viewers: 200, changes: 30, rounds: 1, everyMs: 200 },
};

/** Bare ws over Socket.IO as stated in the design: 124 k ÷ 99 k. */
const STATED_PEERS = 124 / 99;
/** How far a run may be from it, as a factor: machines differ in what a system call costs beside the code around it. */
const PEERS_MAY_DIFFER = 1.5;

const middle = (runs: readonly FrameCost[]): number => median(runs.map(({ perCpuSecond }) => perCpuSecond));

/** Runs the servers in turn, several rounds, and compares medians. */
export const eachFrame: Row = {
  name: 'each-frame',
  connections: { full: SIZES.full.viewers, short: SIZES.short.viewers },
  async run(scale) {
    const options = SIZES[scale];
    const runs = { ours: [] as FrameCost[], io: [] as FrameCost[], ws: [] as FrameCost[] };
    let bytes = 0;
    for (let round = 0; round < options.rounds; round++) {
      const ours = await parleyFrames(options);
      bytes = ours.bytes;
      runs.ours.push(ours);
      runs.io.push(await peerFrames('plain-socket-io', bytes, options));
      runs.ws.push(await peerFrames('bare-ws', bytes, options));
    }
    const [ours, io, ws] = [middle(runs.ours), middle(runs.io), middle(runs.ws)];
    const peers = ws / io;
    // A short run measures the compiler more than the servers: there is nothing to trust or to doubt.
    const trusted = scale === 'short' || (peers <= STATED_PEERS * PEERS_MAY_DIFFER && peers >= STATED_PEERS / PEERS_MAY_DIFFER);
    const row = `each change its own frame, ${options.viewers} viewers`;
    const per = 'deliveries per server-CPU-second';
    return {
      doubt: trusted ? undefined : 'bare ws and Socket.IO do not stand to each other as they should',
      lines: [
        {
          row,
          what: `bare ws, ${per}`,
          value: thousands(ws),
          beside: `${peers.toFixed(2)} × io.emit (stated: ${STATED_PEERS.toFixed(2)})`,
        },
        { row, what: `Socket.IO io.emit, ${per}`, value: thousands(io) },
        {
          row,
          what: `Parley, stored and durable, ${bytes} bytes, ${per}`,
          value: thousands(ours),
          beside: `${(ours / io).toFixed(2)} × io.emit, ${(ours / ws).toFixed(2)} × bare ws`,
          reach: '≥ 1.0 × io.emit',
          reached: ours / io >= 1,
        },
      ],
    };
  },
};
