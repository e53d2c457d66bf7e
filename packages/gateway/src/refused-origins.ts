/** Tells the operator which pages were refused: the page itself cannot read why, and its owner asks here. */
import type { Log } from '@parley/engine';
import { canonicalOrigin, type OriginRule } from './origin.ts';
import { toldOnce } from './told-once.ts';

/** Characters of an origin that are told: a header can be long. */
const SHOWN_MAX = 300;

/** The same rule, with one warning for each foreign origin. */
export function tellingRule(rule: OriginRule, log: Log): OriginRule {
  const isNew = toldOnce();
  return {
    judge(origin) {
      const verdict = rule.judge(origin);
      if (verdict === 'foreign' && origin !== undefined) {
        const shown = origin.slice(0, SHOWN_MAX);
        // What is no origin, such as `null`, cannot be put on the list.
        const hint = 'to let its pages show discussions, add it to PARLEY_ORIGINS; if it is this server, set PARLEY_PUBLIC_URL';
        if (isNew(shown)) log.warn('origin-refused', { origin: shown, ...(canonicalOrigin(shown) === shown && { hint }) });
      }
      return verdict;
    },
  };
}
