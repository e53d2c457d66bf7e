/** Parley as `npm start` runs it: one instance on its own file, or several behind one Redis and one Postgres. */
import { type ParleyInstance, startParley } from '../processes/parley.ts';
import { BODY, helloTo, newToken, ROOM } from '../room.ts';
import { openWriter } from '../writer.ts';
import type { Services } from './services.ts';
import { at, httpOf, type Subject, wsOf } from './subject.ts';

export interface ParleySubjectOptions {
  /** Without them there can be one instance only. */
  readonly services?: Services;
  /** What is written, after the change's number. */
  readonly body?: string;
  /** Data folder of one instance, to look into when it is gone; without it a folder that goes with it. */
  readonly folder?: string;
  /** See `ParleyOptions`. */
  readonly counted?: boolean;
}

export function parley({ services, body = BODY, folder, counted }: ParleySubjectOptions = {}): Subject<ParleyInstance> {
  return {
    name: 'Parley',
    exact: false,
    async start(instances) {
      const shared = services && { redis: services.redis.url, postgres: await services.postgres.newDatabase() };
      const servers: ParleyInstance[] = [];
      // One after the other: the first makes the tables.
      for (let n = 0; n < instances; n++) servers.push(await startParley({ shared, folder, counted }));
      const targetWith = (index: number, token?: string) => ({
        url: wsOf(at(servers, index)),
        dialect: 'socket.io' as const,
        auth: helloTo(ROOM, token),
        greeting: 'first-event' as const,
      });
      return {
        servers,
        target: (index) => targetWith(index),
        writerTarget: async (index) => targetWith(index, await newToken(httpOf(at(servers, index)))),
        async writer(index) {
          const writer = await openWriter(httpOf(at(servers, index)), ROOM);
          return { write: async (n) => (await writer.post(`${n} ${body}`)).rev, close: () => writer.close() };
        },
        stop: async () => void (await Promise.all(servers.map((server) => server.kill()))),
      };
    },
  };
}
