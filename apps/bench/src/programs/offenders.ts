/** The process of those who are hostile: each comes, attacks until it is cut or gives up, and comes again. */
import { setTimeout as wait } from 'node:timers/promises';
import { ATTACKS, type AttackName, ROUND_MS } from '../attacks.ts';
import { Histogram, type SentHistogram } from '../histogram.ts';
import { openViewer, type ViewerTarget } from '../raw-viewer.ts';

export type OffendersOrder = { kind: 'attack'; target: ViewerTarget; each: number; seconds: number };

/** How each attack went: times from its first packet to the end of the line, and lines that were not cut in time. */
export interface AttackResult {
  readonly name: AttackName;
  readonly cuts: SentHistogram;
  readonly uncut: number;
}
export type OffendersReport = { kind: 'attacked'; results: readonly AttackResult[] };

/** After this without being cut an attacker gives up, ms. */
const PATIENCE_MS = 3_000;
/** Pause of a cut one before it comes again, ms: somebody hostile does not wait for a window. */
const AGAIN_MS = 200;

/** Attacks once; the time until the line ended, ms, or undefined when it was still there in the end. */
async function attackOnce(target: ViewerTarget, round: (typeof ATTACKS)[number]['round']): Promise<number | undefined> {
  let closedAt: number | undefined;
  const { socket, close } = await openViewer(target, { event: () => undefined, closed: () => (closedAt = performance.now()) });
  socket.on('error', () => undefined);
  const begun = performance.now();
  while (closedAt === undefined && performance.now() - begun < PATIENCE_MS) {
    if (socket.readyState === socket.OPEN) round(socket);
    await wait(ROUND_MS);
  }
  close();
  return closedAt === undefined ? undefined : closedAt - begun;
}

async function attack({ target, each, seconds }: OffendersOrder): Promise<readonly AttackResult[]> {
  const until = performance.now() + seconds * 1_000;
  return Promise.all(
    ATTACKS.map(async ({ name, round }) => {
      const cuts = new Histogram();
      let uncut = 0;
      const offender = async (): Promise<void> => {
        while (performance.now() < until) {
          // A server that is down takes nobody: the bench looks whether it lives.
          const cut = await attackOnce(target, round).catch(() => Number.NaN);
          if (cut === undefined) uncut += 1;
          else if (!Number.isNaN(cut)) cuts.add(cut);
          await wait(AGAIN_MS);
        }
      };
      await Promise.all(Array.from({ length: each }, offender));
      return { name, cuts: cuts.send(), uncut };
    }),
  );
}

process.on('message', (order: OffendersOrder) => {
  void attack(order).then((results) => process.send?.({ kind: 'attacked', results } satisfies OffendersReport));
});
process.on('disconnect', () => process.exit(0));
