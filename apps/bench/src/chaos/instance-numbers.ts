/** What the instances counted and said during a run. A killed one begins to count anew, so they are asked often and summed up. */
import type { StateName, States } from './states.ts';
import type { Place } from './world.ts';

/** Ms between two questions: a killed instance takes what it counted since with it. */
const EVERY_MS = 250;
/** An instance that stands still does not answer. */
const ANSWER_MAX_MS = 1_000;

/** Their names for what we count. */
const COUNTERS = {
  'gaps-healed': 'parley_gaps_healed_total',
  'head-queries': 'parley_head_queries_total',
  'bus-reconnects': 'parley_bus_reconnects_total',
  'bus-renewals': 'parley_bus_renewals_total',
  'slow-skips': 'parley_slow_skips_total',
  'slow-closes': 'parley_resyncs_total',
  'known-commands': 'parley_known_retries_total',
} as const satisfies Partial<Record<StateName, string>>;
type CountedName = keyof typeof COUNTERS;

/** What the store says once it knows what came of a commit whose answer was lost. */
const RESOLVED = /lost its answer and was found/g;

export interface InstanceNumbers {
  /** Hears what the instances log. */
  log(text: string): void;
  /**
   * Asks again and again. Returns how to begin, since what was counted until everybody was there and had heard of each other belongs
   * to the start; and how to stop, which asks once more.
   */
  watch(places: readonly Place[]): { begin(): Promise<void>; end(): Promise<void> };
  totals(): States;
}

export function createInstanceNumbers(): InstanceNumbers {
  const sums = new Map<CountedName, number>();
  const last = new Map<string, number>();
  let resolved = 0;

  async function ask({ name, metricsUrl }: Place): Promise<void> {
    const text = await textAt(metricsUrl);
    if (text === undefined) return;
    for (const [state, metric] of Object.entries(COUNTERS) as [CountedName, string][]) {
      const key = `${name} ${metric}`;
      const value = valueIn(text, metric);
      const before = last.get(key) ?? 0;
      sums.set(state, (sums.get(state) ?? 0) + (value < before ? value : value - before));
      last.set(key, value);
    }
  }

  return {
    log(text) {
      resolved += text.match(RESOLVED)?.length ?? 0;
    },
    watch(places) {
      const asking = new Map<Place, Promise<void>>();
      const askAll = () => {
        for (const place of places)
          if (!asking.has(place))
            asking.set(
              place,
              ask(place).finally(() => asking.delete(place)),
            );
      };
      const timer = setInterval(askAll, EVERY_MS);
      const once = async () => {
        await Promise.all(asking.values());
        await Promise.all(places.map(ask));
      };
      return {
        async begin() {
          await once();
          sums.clear();
        },
        async end() {
          clearInterval(timer);
          await once();
        },
      };
    },
    totals: () => ({
      ...Object.fromEntries(sums),
      'commits-resolved': resolved,
    }),
  };
}

async function textAt(url: string): Promise<string | undefined> {
  try {
    const answer = await fetch(url, { signal: AbortSignal.timeout(ANSWER_MAX_MS) });
    return answer.ok ? await answer.text() : undefined;
  } catch {
    // It is dead or stands still: that is what this is about.
    return undefined;
  }
}

/** Summed over its labels; 0 when it was never counted. */
function valueIn(text: string, metric: string): number {
  const lines = text.split('\n').filter((line) => line.startsWith(`${metric} `) || line.startsWith(`${metric}{`));
  return lines.reduce((sum, line) => sum + Number(line.slice(line.lastIndexOf(' '))), 0);
}
