import '../src/define.ts';
import type { RoomClient } from '@parley/client';
import { onTestFinished } from 'vitest';
import type { ParleyRoom } from '../src/index.ts';

/** Puts a part on the page with a client, and takes it away after the test. */
export function mount<Tag extends keyof HTMLElementTagNameMap>(
  tag: Tag,
  props: Partial<HTMLElementTagNameMap[Tag]>,
  into: HTMLElement = document.body,
): HTMLElementTagNameMap[Tag] {
  const element = document.createElement(tag);
  Object.assign(element, props);
  into.append(element);
  onTestFinished(() => element.remove());
  return element;
}

/** A whole room, complete. */
export async function mountRoom(client: RoomClient, props: Partial<ParleyRoom> = {}): Promise<ParleyRoom> {
  const ready = new Promise((resolve) => addEventListener('parley-ready', resolve, { once: true }));
  const room = mount('parley-room', { client, ...props });
  await ready;
  return room;
}
