/** What a browser tells about its network and about being looked at. */
import type { Hints } from '../ports.ts';

export function browserHints(): Hints {
  return {
    online: () => navigator.onLine,
    watch(tell) {
      const stop = new AbortController();
      const { signal } = stop;
      addEventListener('online', () => tell('online'), { signal });
      addEventListener('offline', () => tell('offline'), { signal });
      addEventListener('pagehide', () => tell('frozen'), { signal });
      addEventListener('pageshow', (event) => event.persisted && tell('restored'), { signal });
      document.addEventListener('visibilitychange', () => document.visibilityState === 'visible' && tell('woke'), { signal });
      return () => stop.abort();
    },
  };
}

/** For programs: always online. */
export const noHints: Hints = { online: () => true, watch: () => () => undefined };
