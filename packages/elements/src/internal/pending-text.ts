import type { PendingState } from '@parley/client';
import type { Millis } from '@parley/protocol';
import type { Countdown } from '../controllers/countdown.ts';
import { refusalText, relativeTime, type Terms } from '../localize/index.ts';

/** What is said about something of mine that the server has not settled. */
export function pendingText(terms: Terms, pending: PendingState, now: Millis, countdown: Countdown): string {
  const sentAt = (time: Millis | null) => (time === null ? '' : ` ${terms.waitingSeconds(countdown.seconds(time, now))}`);
  switch (pending.kind) {
    case 'sending':
      return terms.sending;
    case 'waiting':
      if (pending.until === null) return terms.waiting;
      return `${pending.refusal ? terms.serverTrouble : ''}${sentAt(pending.until)}`.trim();
    case 'asking':
      return terms.oldText(relativeTime(pending.since, now, terms));
    case 'refused':
      return `${refusalText(terms, pending.refusal)}${sentAt(pending.retryAt)}`;
  }
}
