import type { PendingState } from '@parley/client';
import type { Millis } from '@parley/protocol';
import type { Countdown } from '../controllers/countdown.ts';
import { refusalText, relativeTime, type Terms } from '../localize/index.ts';

/** What is said about something of mine that the server has not settled. */
export function pendingText(terms: Terms, pending: PendingState, now: Millis, countdown: Countdown): string {
  switch (pending.kind) {
    case 'sending':
      return terms.sending;
    case 'waiting':
      return pending.until === null ? terms.waiting : terms.waitingSeconds(countdown.seconds(pending.until, now));
    case 'asking':
      return terms.oldText(relativeTime(pending.since, now, terms));
    case 'refused': {
      const reason = refusalText(terms, pending.refusal);
      return pending.retryAt === null ? reason : `${reason} ${terms.waitingSeconds(countdown.seconds(pending.retryAt, now))}`;
    }
  }
}
