import { nodeRoomClient } from '@parley/client';
import { roomSlug } from '@parley/protocol';
import type { CrowdOptions } from './options.ts';
import { livePerson, type PersonParts } from './person.ts';
import { NAMES } from './phrases.ts';

/** Lets the crowd live in a room until the time is over or `stop` is raised. Resolves when all have left. */
export async function runCrowd(options: CrowdOptions, say: (line: string) => void, stop: AbortSignal): Promise<void> {
  const over = AbortSignal.any([stop, AbortSignal.timeout(options.minutes * 60_000)]);
  const people = Array.from({ length: options.people }, (_, index) =>
    livePerson({
      name: NAMES[index % NAMES.length] ?? null,
      client: nodeRoomClient({ server: options.server, room: roomSlug.parse(options.room) }),
      chance: Math.random,
      say,
      stop: over,
      pause,
    }),
  );
  await Promise.all(people);
}

const pause: PersonParts['pause'] = (ms, stop) =>
  new Promise((resolve) => {
    if (stop.aborted) return resolve();
    const end = () => {
      clearTimeout(timer);
      stop.removeEventListener('abort', end);
      resolve();
    };
    const timer = setTimeout(end, ms);
    stop.addEventListener('abort', end);
  });
