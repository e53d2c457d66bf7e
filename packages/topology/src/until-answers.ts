import { setTimeout as delay } from 'node:timers/promises';
import type { Child } from './child.ts';

/** Between two questions, ms; each is a connection on the loopback. */
const EVERY_MS = 50;
/** One question, ms: a server that takes it and says nothing is not up yet. */
const QUESTION_MAX_MS = 2_000;

/** Resolves when the address answers 200; rejects with its output when the program ends before. */
export async function untilAnswers(url: string, child: Child): Promise<void> {
  const state = { ended: false };
  void child.exited.then(() => {
    state.ended = true;
  });
  while (!state.ended) {
    if (await answersAt(url)) return;
    await Promise.race([delay(EVERY_MS), child.exited]);
  }
  const { code, signal, out, err } = await child.exited;
  throw new Error(`The program ended (${signal ?? code}) before ${url} answered: ${out}${err}`);
}

async function answersAt(url: string): Promise<boolean> {
  try {
    const answer = await fetch(url, { signal: AbortSignal.timeout(QUESTION_MAX_MS) });
    await answer.arrayBuffer();
    return answer.status === 200;
  } catch {
    // Not there yet.
    return false;
  }
}
