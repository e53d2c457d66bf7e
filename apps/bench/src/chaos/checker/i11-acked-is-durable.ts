/** I11: what is acknowledged is in the database already. Asked by samples; the kills of a run ask the rest (I1). */
import type { Check } from './facts.ts';

export const ackedIsDurable: Check = function* ({ lines }) {
  for (const line of lines) {
    if (line.kind === 'durable' && !line.found) yield `${line.command} was acknowledged before the database had it`;
  }
};
