import type { PageRenderer } from '../src/index.ts';

/** Says in JSON what it was asked for: the gateway knows no HTML. */
export const jsonRenderer: PageRenderer = {
  async *renderRoom({ room, page, order, from, comment, others }) {
    yield JSON.stringify({ kind: 'room', slug: room.slug, head: page.head, epoch: page.epoch, order, from, comment });
    yield `\n${JSON.stringify(others.map(({ slug }) => slug))}`;
  },
  async *renderIndex({ rooms }) {
    yield JSON.stringify(rooms.map(({ slug }) => slug));
  },
  async *renderNotFound() {
    yield 'nothing here';
  },
  async *renderNotNow({ refusal }) {
    yield JSON.stringify({ kind: 'not now', refusal });
  },
};
