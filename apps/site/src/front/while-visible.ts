/**
 * Does something at once and then `everyMs` after it was done, as long as the page is in sight; again at once when it comes back.
 * Never twice at a time. Returns how to stop.
 */
export function whileVisible(page: Document, everyMs: number, act: () => Promise<unknown>): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let busy = false;
  let stopped = false;

  const turn = async () => {
    clearTimeout(timer);
    timer = undefined;
    if (busy || stopped || page.visibilityState !== 'visible') return;
    busy = true;
    try {
      await act();
    } finally {
      busy = false;
      if (!stopped && page.visibilityState === 'visible') timer = setTimeout(turn, everyMs);
    }
  };

  page.addEventListener('visibilitychange', turn);
  void turn();
  return () => {
    stopped = true;
    clearTimeout(timer);
    page.removeEventListener('visibilitychange', turn);
  };
}
