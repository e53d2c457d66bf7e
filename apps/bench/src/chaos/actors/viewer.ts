/** A viewer: the project's own client on a real socket, with everything it is told taken down. */
import { type Hint, memoryStorage, nodeRoomClient, type RoomClient } from '@parley/client';
import { stateOf } from '@parley/client/inspect';
import type { CommentId, Order, PageWindow } from '@parley/protocol';
import { seeded } from '../../chance.ts';
import type { Recorder } from '../history/recorder.ts';
import { personOf } from '../person-of.ts';
import { recordingTransport, type Way } from './recording-transport.ts';

export interface ViewerOptions {
  readonly who: string;
  readonly room: string;
  readonly order: Order;
  /** Comment that the first page shows. */
  readonly around?: CommentId | undefined;
  readonly seed: number;
  readonly recorder: Recorder;
  /** For one who writes too: a guest's token made beforehand. */
  readonly token?: string | undefined;
  way(chance: () => number): Way;
}

export interface Viewer {
  readonly who: string;
  readonly client: RoomClient;
  readonly chance: () => number;
  /** As a browser tells its page. */
  hint(hint: Hint): void;
  /** Whether it is live and shows everything up to this revision of this history. */
  hasReached(epoch: string, rev: number): boolean;
  /** Whether nothing it sent waits for an answer or another try. */
  isIdle(): boolean;
  /** The part of a list that it holds. */
  holds(list: CommentId | null): PageWindow | undefined;
  /** Takes down what it holds. */
  tell(): void;
  close(): void;
}

export function openViewer({ who, room, order, around, seed, recorder, token, way }: ViewerOptions): Viewer {
  const chance = seeded(seed);
  const hearers = new Set<(hint: Hint) => void>();
  const storage = memoryStorage();
  const person = token === undefined ? '' : personOf(token);
  const client = nodeRoomClient({
    // Part of the names under which a client keeps things; where it connects to is decided anew each time.
    server: 'http://chaos.example',
    room,
    order,
    comment: around,
    transport: recordingTransport({ who, person, recorder, way: () => way(chance) }),
    storage,
    ...(token !== undefined && { makeGuest: async () => ({ ok: true, value: token }) as const }),
    random: { next: chance, bytes: (count) => crypto.getRandomValues(new Uint8Array(count)) },
    hints: {
      online: () => true,
      watch(listener) {
        hearers.add(listener);
        return () => hearers.delete(listener);
      },
    },
  });
  client.connect();
  return {
    who,
    client,
    chance,
    hint(hint) {
      for (const hear of [...hearers]) hear(hint);
    },
    hasReached(epoch, rev) {
      const state = stateOf(client);
      return client.view.status === 'live' && state?.epoch === epoch && state.cursor >= rev;
    },
    isIdle: () =>
      storage.keys('').every((key) => {
        if (!key.includes(':out:')) return true;
        const { phase, sent } = JSON.parse(storage.get(key) ?? '{}') as { readonly phase?: string; readonly sent?: boolean };
        // What was never sent waits behind something of its writer's that was refused.
        return phase !== 'queued' || sent !== true;
      }),
    holds: (list) => stateOf(client)?.windows.get(list),
    tell() {
      const state = stateOf(client);
      recorder.record({
        kind: 'view',
        who,
        status: client.view.status,
        epoch: state?.epoch ?? null,
        cursor: state?.cursor ?? 0,
        summary: state?.summary ?? null,
        windows: [...(state?.windows.values() ?? [])],
        content: [...(state?.content.values() ?? [])],
        tallies: [...(state?.tallies.values() ?? [])],
      });
    },
    close: () => client.close(),
  };
}
