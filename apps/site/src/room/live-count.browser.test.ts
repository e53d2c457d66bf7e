import type { RoomView } from '@parley/client';
import { expect, it } from 'vitest';
import { liveCount } from './live-count.ts';

/** A client whose view a test replaces. */
function client(comments: number) {
  const listeners = new Set<() => void>();
  const viewOf = (count: number, loaded: boolean) => ({ loaded, summary: { comments: count } }) as unknown as RoomView;
  return {
    view: viewOf(comments, false),
    subscribe(listener: () => void) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    show(count: number) {
      this.view = viewOf(count, true);
      for (const listener of listeners) listener();
    },
  };
}

it('ROOM-3 the count above the article follows the room, once there is one', () => {
  const place = document.createElement('a');
  place.textContent = '7 comments';
  const room = client(0);
  const stop = liveCount(place, room);
  expect(place.textContent).toBe('7 comments');
  room.show(8);
  expect(place.textContent).toBe('8 comments');
  stop();
  room.show(9);
  expect(place.textContent).toBe('8 comments');
});
