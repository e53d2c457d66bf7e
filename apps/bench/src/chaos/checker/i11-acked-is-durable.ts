/**
 * I11: what is acknowledged is in the database already. Asked by samples; the kills of a run ask the rest (I1). A history without any
 * sample proves nothing.
 */
import type { Check } from './facts.ts';

export const ackedIsDurable: Check = function* ({ lines }) {
  const samples = lines.filter((line) => line.kind === 'durable');
  if (samples.length === 0) yield 'nobody asked the database';
  for (const { command, found } of samples) if (!found) yield `${command} was acknowledged before the database had it`;
};
