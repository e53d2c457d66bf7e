/** The naive discussion of `peers/naive-room.ts`, asked as the others are. */
import { startPeer } from '../processes/peer.ts';
import type { ViewerTarget } from '../raw-viewer.ts';
import { postOf, RawWriter } from '../raw-writer.ts';
import { BODY } from '../room.ts';
import { at, type Subject, wsOf } from './subject.ts';

/** `storeUrl`: where it inserts its comments, as its file says; nowhere when empty. */
export function naiveRoom(storeUrl = ''): Subject {
  return {
    name: 'a naive room',
    exact: true,
    async start(instances) {
      if (instances !== 1) throw new Error('a naive room is one process');
      const servers = [await startPeer('naive-room', { STORE_URL: storeUrl })];
      const target = (index: number): ViewerTarget => ({
        url: wsOf(at(servers, index)),
        dialect: 'socket.io',
        auth: null,
        greeting: 'connected',
      });
      return {
        servers,
        target,
        writerTarget: async (index) => target(index),
        async writer(index) {
          const writer = await new RawWriter().open(target(index));
          return {
            async write(n) {
              const told = await writer.ask('post-comment', postOf(`${n} ${BODY}`));
              if (!told.ok) throw new Error(`a comment was refused: ${told.refusal.code}`);
              return told.value.rev;
            },
            close: () => writer.close(),
          };
        },
        stop: async () => void (await Promise.all(servers.map((server) => server.kill()))),
      };
    },
  };
}
