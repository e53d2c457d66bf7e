/** The offline checker: a recorded history in, what does not hold out. */
import type { HistoryLine } from '../history/lines.ts';
import { type Check, factsOf, type Violation } from './facts.ts';
import { nothingAckedIsLost } from './i01-nothing-acked-is-lost.ts';
import { nothingIsMadeUp } from './i02-nothing-is-made-up.ts';
import { nothingIsDoubled } from './i03-nothing-is-doubled.ts';
import { votesCountOnce } from './i04-votes-count-once.ts';
import { editsAreARegister } from './i05-edits-are-a-register.ts';
import { deletedIsDeleted } from './i06-deleted-is-deleted.ts';
import { rangesChain } from './i07-ranges-chain.ts';
import { allEndEqual } from './i08-all-end-equal.ts';
import { orderIsRealTime } from './i09-order-is-real-time.ts';
import { readsDoNotGoBack } from './i10-reads-do-not-go-back.ts';
import { ackedIsDurable } from './i11-acked-is-durable.ts';

export type { Violation } from './facts.ts';

/** The invariants, one file each. */
export const INVARIANTS: Readonly<Record<string, Check>> = {
  I1: nothingAckedIsLost,
  I2: nothingIsMadeUp,
  I3: nothingIsDoubled,
  I4: votesCountOnce,
  I5: editsAreARegister,
  I6: deletedIsDeleted,
  I7: rangesChain,
  I8: allEndEqual,
  I9: orderIsRealTime,
  I10: readsDoNotGoBack,
  I11: ackedIsDurable,
};

/** Findings of one kind that are told; more of them say nothing new. */
const TOLD_MAX = 50;

/** All that does not hold in a history, at most 50 of each kind. @throws when the history lacks its end. */
export function checkHistory(lines: readonly HistoryLine[]): readonly Violation[] {
  const facts = factsOf(lines);
  return Object.entries(INVARIANTS).flatMap(([invariant, check]) => {
    const found: Violation[] = [];
    for (const what of check(facts)) {
      found.push({ invariant, what });
      if (found.length === TOLD_MAX) break;
    }
    return found;
  });
}
