import type { RoomClient } from '@parley/client';
import { commentsLabel } from '../words.ts';

/** Keeps the number of comments above the article as fresh as the discussion below it. Returns how to stop. */
export function liveCount(place: Element, client: Pick<RoomClient, 'view' | 'subscribe'>): () => void {
  const show = () => {
    const { loaded, summary } = client.view;
    const words = commentsLabel(summary.comments);
    if (loaded && place.textContent !== words) place.textContent = words;
  };
  show();
  return client.subscribe(show);
}
