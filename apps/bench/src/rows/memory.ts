/** Memory of a viewer who only watches, beside plain Socket.IO. Who has stopped reading is in the row `slow-consumers`. */
import { openViewers } from '../processes/viewers.ts';
import { type Row, withClosing } from '../row.ts';
import { parley } from '../subjects/parley.ts';
import { plainSocketIo } from '../subjects/socket-io.ts';
import { at, type Subject } from '../subjects/subject.ts';

/** Below a thousand the pages of the allocator weigh more than the viewers. */
const VIEWERS = { full: 4_000, short: 1_500 };
/** Figure of the design, KiB. */
const REACH = 22;

const kibPerViewer = (subject: Subject, count: number): Promise<number> =>
  withClosing(async (closing) => {
    const running = await subject.start(1);
    closing(running.stop);
    const server = at(running.servers, 0);
    const open = (n: number) => openViewers(running.target(0), n, closing);
    // A first tenth fills the pools that every server has, so that the rest shows what one more viewer costs.
    await open(Math.ceil(count / 10));
    const before = await server.settledKib();
    await open(count);
    return ((await server.settledKib()) - before) / count;
  });

export const memory: Row = {
  name: 'memory',
  connections: { full: VIEWERS.full * 1.1, short: VIEWERS.short * 1.1 },
  async run(scale) {
    const count = VIEWERS[scale];
    const plain = await kibPerViewer(plainSocketIo(0), count);
    const ours = await kibPerViewer(parley(), count);
    const row = `memory, ${count} idle viewers`;
    return {
      lines: [
        { row, what: 'plain Socket.IO, one viewer', value: `${plain.toFixed(1)} KiB` },
        {
          row,
          what: 'Parley, one viewer',
          value: `${ours.toFixed(1)} KiB`,
          beside: `${(ours / plain).toFixed(2)} × plain Socket.IO`,
          reach: `≤ ${REACH} KiB`,
          reached: ours <= REACH,
        },
      ],
    };
  },
};
