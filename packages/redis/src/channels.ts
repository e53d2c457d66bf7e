/**
 * Every name in Redis, in one place: what a later move to a Redis Cluster has to change. Channels do not belong to a numbered database,
 * so two sites that share a Redis need prefixes of their own.
 */
import { type RateName, type RoomSlug, roomSlug } from '@parley/protocol';

/** What all names begin with unless the operator says otherwise. */
const PREFIX = 'parley';

export interface Names {
  /** Channel of one room's news. */
  room(room: RoomSlug): string;
  /** The room of such a channel, or undefined for any other channel. */
  roomOf(channel: string): RoomSlug | undefined;
  /** Channel of the signs of life of all instances. */
  readonly beats: string;
  /** Key that stands while an instance lives. */
  instance(instance: string): string;
  /** Hash of a room's counts: instance → people there. */
  watching(room: RoomSlug): string;
  /** Hash of one token bucket. */
  bucket(name: RateName, key: string): string;
}

export function redisNames(prefix: string = PREFIX): Names {
  const rooms = `${prefix}:room:`;
  return {
    room: (room) => rooms + room,
    roomOf(channel) {
      if (!channel.startsWith(rooms)) return undefined;
      const read = roomSlug.safeParse(channel.slice(rooms.length));
      return read.success ? read.data : undefined;
    },
    beats: `${prefix}:beats`,
    instance: (instance) => `${prefix}:instance:${instance}`,
    watching: (room) => `${prefix}:watching:${room}`,
    bucket: (name, key) => `${prefix}:rate:${name}:${key}`,
  };
}
