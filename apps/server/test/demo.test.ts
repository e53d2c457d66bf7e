/** The rooms that a fresh installation shows: they can be loaded, and they show what a discussion can hold. */
import { readdirSync, readFileSync } from 'node:fs';
import { parseThreadFile } from '@parley/model';
import { parseText } from '@parley/model/text';
import type { ThreadComment, ThreadFile } from '@parley/protocol/thread-file';
import { describe, expect, it } from 'vitest';

const folder = new URL('../demo/', import.meta.url);
const names = readdirSync(folder).sort();
/** After every time in the files. */
const NOW = Date.parse('2026-01-01T00:00:00Z');
const KINDS = ['break', 'code', 'code-block', 'emphasis', 'link', 'list', 'paragraph', 'quote', 'strong', 'text'];
const read = (name: string): unknown => JSON.parse(readFileSync(new URL(name, folder), 'utf8'));

function load(name: string): ThreadFile {
  const parsed = parseThreadFile(read(name), NOW);
  if (!parsed.ok) throw new Error(`${name}: ${JSON.stringify(parsed.faults)}`);
  return parsed.file;
}

function depthOf(comment: ThreadComment, file: ThreadFile): number {
  const parent = file.comments.find(({ id }) => id === comment.parentId);
  return parent === undefined ? 0 : depthOf(parent, file) + 1;
}

describe('demo rooms', () => {
  it('START-4 there are three, each under its own slug', () => {
    expect(names).toEqual(['cup-final-live.json', 'marginalia-launch.json', 'night-train.json']);
    for (const name of names) expect(`${load(name).room.slug}.json`).toBe(name);
  });

  it.each(names)('IMP-3 %s has no fault', (name) => {
    const parsed = parseThreadFile(read(name), NOW);
    expect(parsed.ok ? [] : parsed.faults).toEqual([]);
  });

  it.each(names)('VOTE-2 nobody in %s votes on an own comment', (name) => {
    const file = load(name);
    const authors = new Map(file.comments.map(({ id, author }) => [id, author?.id]));
    expect((file.votes ?? []).filter(({ commentId, voter }) => authors.get(commentId) === voter)).toEqual([]);
  });

  it('START-4 the largest shows about forty comments on at least four levels, edited, deleted, removed and voted on', () => {
    const file = load('night-train.json');
    const { comments } = file;
    const answered = (comment: ThreadComment) => comments.some(({ parentId }) => parentId === comment.id);
    expect(comments.length).toBeGreaterThanOrEqual(40);
    expect(new Set(comments.map((comment) => depthOf(comment, file)))).toEqual(new Set([0, 1, 2, 3, 4]));
    expect(comments.filter(({ revisions }) => (revisions?.length ?? 0) > 0).length).toBeGreaterThanOrEqual(3);
    expect(comments.filter(({ editedAt, revisions }) => editedAt && !revisions).length).toBeGreaterThanOrEqual(1);
    expect(comments.filter((comment) => comment.deleted && answered(comment))).toHaveLength(2);
    expect(comments.filter((comment) => comment.removed && answered(comment))).toHaveLength(1);
    expect(comments.some(({ author }) => author !== null && author.name === null)).toBe(true);
    expect(new Set(file.votes?.map(({ voter }) => voter)).size).toBeGreaterThan(20);
    expect(file.votes?.some(({ value }) => value === -1)).toBe(true);
    expect(file.room.links?.some(({ href }) => href === undefined)).toBe(true);
  });

  it('TEXT-3 together they use every form of text', () => {
    const kinds = new Set<string>();
    const collect = (node: unknown): void => {
      if (Array.isArray(node)) for (const child of node) collect(child);
      else if (typeof node === 'object' && node !== null) {
        if ('kind' in node && typeof node.kind === 'string') kinds.add(node.kind);
        for (const value of Object.values(node)) collect(value);
      }
    };
    for (const name of names) for (const { body } of load(name).comments) collect(parseText(body));
    expect([...kinds].sort()).toEqual(KINDS);
  });

  it.each([
    ['Hebrew', /\p{Script=Hebrew}/u],
    ['Arabic', /\p{Script=Arabic}/u],
    ['Persian with a joiner', /\u200c/u],
    ['Thai', /\p{Script=Thai}/u],
    ['an emoji of several people', /\p{Emoji}\u200d\p{Emoji}/u],
    ['an emoji with a skin tone', /\p{Emoji_Modifier}/u],
  ])('TEXT-1 people write %s', (_what, pattern) => {
    expect(names.flatMap((name) => load(name).comments).some(({ body }) => pattern.test(body))).toBe(true);
  });

  it('TEXT-2 the shortest comment is one word, the longest an essay', () => {
    const lengths = load('night-train.json').comments.flatMap(({ body }) => (body === '' ? [] : [body.split(/\s+/).length]));
    expect(Math.min(...lengths)).toBe(1);
    expect(Math.max(...lengths)).toBeGreaterThan(300);
  });
});
