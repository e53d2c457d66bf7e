import { commentId, personId, type RoomSlug } from '@parley/protocol';
import { describe, expect, it } from 'vitest';
import { importNames } from './import-names.ts';

const a = 'a' as RoomSlug;
const b = 'b' as RoomSlug;

describe('names derived from a file', () => {
  it('IMP-1 are the same for the same room and external id, else others', () => {
    const id = importNames.commentId(a, 'c1');
    expect(id).toBe('2bd0adb4-297a-8e46-8e23-13280a05a399');
    expect(importNames.commentId(a, 'c1')).toBe(id);
    expect(new Set([id, importNames.commentId(b, 'c1'), importNames.commentId(a, 'c2')]).size).toBe(3);
    expect(importNames.personId(a, 'v')).not.toBe(importNames.personId(b, 'v'));
    expect(importNames.authorTag(a, 'v')).not.toBe(importNames.authorTag(b, 'v'));
  });

  it('IMP-1 have the form of ids: UUIDs of version 8, people who cannot sign in', () => {
    for (const external of ['1', 'ä€😀', 'x'.repeat(200), '\u0000']) {
      expect(commentId.safeParse(importNames.commentId(a, external)).success).toBe(true);
      expect(importNames.commentId(a, external)).toMatch(/^.{14}8.{4}[89ab]/);
      expect(personId.safeParse(importNames.personId(a, external)).success).toBe(true);
      expect(importNames.personId(a, external)).toMatch(/^i:/);
    }
  });
});
