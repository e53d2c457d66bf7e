/** One instance after the other is told to stop and started again while people write and read through the proxy. */
import { setTimeout as delay } from 'node:timers/promises';
import type { Cluster, Ended } from '@parley/topology';
import { Histogram } from '../histogram.ts';
import { raisedRates } from '../processes/parley.ts';
import { PUBLIC_URL } from '../room.ts';
import { openWriter } from '../writer.ts';
import { openPerson, type Person, shown, watchLateness, write } from './people.ts';

export interface RollingOptions {
  readonly cluster: Cluster;
  readonly room: string;
  readonly writers: number;
  readonly viewers: number;
  /** Comments that must be acknowledged before each restart and after the last. */
  readonly between: number;
}

export interface Rolled {
  /** Every text whose writer was told that it is stored. */
  readonly acknowledged: readonly string[];
  /** How each instance ended. */
  readonly ends: readonly Ended[];
  /** Longest time from the signal to the end of a process, ms. */
  readonly longestEndMs: number;
  /** From a commit to each viewer. */
  readonly lateness: Histogram;
  /** What each person sees in the end: the viewers', then the writers'. */
  readonly views: readonly (readonly string[])[];
  /** Comments of the room as the database has them. */
  readonly stored: readonly string[];
}

/** What a cluster needs for it: the room may be made, and nobody is slowed down. */
export const rollingSettings = { ...raisedRates, PARLEY_PUBLIC_URL: PUBLIC_URL };

/** Between two looks at the proxy, ms. */
const LOOK_MS = 50;

export async function rollingRestart({ cluster, room, writers, viewers, between }: RollingOptions): Promise<Rolled> {
  const acknowledged: string[] = [];
  const told = new Set<() => void>();
  const more = (count: number) =>
    new Promise<void>((resolve) => {
      const goal = acknowledged.length + count;
      const look = () => {
        if (acknowledged.length < goal) return;
        told.delete(look);
        resolve();
      };
      told.add(look);
    });
  const state = { goesOn: true };
  const people: Person[] = [];
  // The room is made by its first comment.
  const first = await openWriter(cluster.url, room);
  await first.post('Let us begin.');
  first.close();
  try {
    for (let n = 0; n < writers + viewers; n += 1) people.push(await openPerson(cluster.url, room));
    const lateness = new Histogram();
    const stops = people.slice(0, viewers).map((person) => watchLateness(person, lateness));
    const writing = Promise.all(
      people.slice(viewers).map((person, at) =>
        write(
          person,
          `writer ${at + 1}`,
          (body) => {
            acknowledged.push(body);
            for (const look of [...told]) look();
          },
          () => state.goesOn,
        ),
      ),
    );
    const ends: Ended[] = [];
    let longestEndMs = 0;
    const rolling = async () => {
      for (const [at, instance] of cluster.instances.entries()) {
        await more(between);
        const since = performance.now();
        instance.kill('SIGTERM');
        ends.push(await instance.exited);
        longestEndMs = Math.max(longestEndMs, performance.now() - since);
        await instance.start();
        // The next one stops only when the proxy gives this one people again.
        while ((await cluster.proxy.statesOf(at)).some((each) => each !== 'UP')) await delay(LOOK_MS);
      }
      await more(between);
    };
    // A writer that fails ends the run: nothing would be acknowledged any more.
    await Promise.race([rolling(), writing]);
    state.goesOn = false;
    await writing;
    const stored = await bodiesOf(cluster, room);
    await Promise.all(people.map((person) => person.until(() => isSettled(person, stored.length))));
    for (const stop of stops) stop();
    await converged(people);
    return { acknowledged, ends, longestEndMs, lateness, views: people.map(shown), stored };
  } finally {
    state.goesOn = false;
    for (const { client } of people) client.close();
  }
}

const isSettled = ({ client }: Person, comments: number): boolean =>
  client.view.status === 'live' &&
  client.view.top.comments.length === comments &&
  client.view.top.comments.every(({ pending }) => !pending);

/** Resolves when everybody sees the same: votes that were cast last are on their way when all comments are there. */
async function converged(people: readonly Person[]): Promise<void> {
  const same = () => new Set(people.map((person) => shown(person).join('\n'))).size === 1;
  await new Promise<void>((resolve) => {
    const stops: (() => void)[] = [];
    const look = () => {
      if (!same()) return;
      for (const stop of stops) stop();
      resolve();
    };
    for (const { client } of people) stops.push(client.subscribe(look));
    look();
  });
}

async function bodiesOf(cluster: Cluster, room: string): Promise<string[]> {
  const found = await cluster.postgres.sql(
    cluster.databaseUrl,
    `select body from contents where room = (select id from rooms where slug = '${room}') order by born`,
  );
  return found.split('\n');
}
