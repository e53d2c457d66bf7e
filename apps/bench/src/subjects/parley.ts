/** Parley as `npm start` runs it: one instance on its own file, or several behind one Redis and one Postgres. */
import { type ParleyInstance, startParley } from '../processes/parley.ts';
import { BODY, helloTo, ROOM } from '../room.ts';
import { openWriter } from '../writer.ts';
import type { Services } from './services.ts';
import { at, httpOf, type Subject, wsOf } from './subject.ts';

/** Without `services` there can be one instance only. `body`: what is written, after the change's number. */
export function parley(services?: Services, body = BODY): Subject<ParleyInstance> {
  return {
    name: 'Parley',
    exact: false,
    async start(instances) {
      const shared = services && { redis: services.redis.url, postgres: await services.postgres.newDatabase() };
      const servers: ParleyInstance[] = [];
      // One after the other: the first makes the tables.
      for (let n = 0; n < instances; n++) servers.push(await startParley({ shared }));
      return {
        servers,
        target: (index) => ({
          url: wsOf(at(servers, index)),
          dialect: 'socket.io',
          auth: helloTo(ROOM),
          greeting: 'first-event',
        }),
        async writer(index) {
          const writer = await openWriter(httpOf(at(servers, index)), ROOM);
          return { write: async (n) => (await writer.post(`${n} ${body}`)).rev, close: () => writer.close() };
        },
        stop: async () => void (await Promise.all(servers.map((server) => server.kill()))),
      };
    },
  };
}
