import type { RoomSlug } from '@parley/protocol';
import type { ThreadFile } from '@parley/protocol/thread-file';
import { expect, it } from 'vitest';
import { endingAt } from './demo-times.ts';

const file: ThreadFile = {
  format: 'parley.thread/1',
  room: { slug: 'r' as RoomSlug, title: 'R' },
  comments: [
    { id: 'late', parentId: 'early', author: null, body: 'b', createdAt: '2025-01-01T12:00:00Z' },
    {
      id: 'early',
      parentId: null,
      author: null,
      body: 'a',
      createdAt: '2025-01-01T10:00:00+01:00',
      editedAt: '2025-01-01T10:30:00Z',
      revisions: [{ body: 'was', writtenAt: '2025-01-01T09:00:00Z', replacedAt: '2025-01-01T10:30:00Z' }],
    },
  ],
};

it('START-4 a demo thread ends when asked and keeps its distances', () => {
  const { comments } = endingAt(file, Date.parse('2030-06-01T00:00:00Z'));
  expect(comments.map(({ createdAt }) => createdAt)).toEqual(['2030-06-01T00:00:00.000Z', '2030-05-31T21:00:00.000Z']);
  expect(comments[1]).toMatchObject({
    editedAt: '2030-05-31T22:30:00.000Z',
    revisions: [{ body: 'was', writtenAt: '2030-05-31T21:00:00.000Z', replacedAt: '2030-05-31T22:30:00.000Z' }],
  });
  expect(comments[0]).not.toHaveProperty('editedAt');
});

it('START-4 a thread without comments stays as it is', () => {
  expect(endingAt({ ...file, comments: [] }, 5)).toEqual({ ...file, comments: [] });
});
