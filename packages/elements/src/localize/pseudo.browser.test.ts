import { expect, it } from 'vitest';
import { FakeRoom, idOf } from '../../test/fake-room.ts';
import { mountRoom } from '../../test/mount.ts';
import { deepElements } from '../internal/deep.ts';
import { en } from './en.ts';
import type { Terms } from './terms.ts';

/** Every term in brackets, so that a word that did not come from the terms shows. */
function bracketed(value: unknown): unknown {
  if (typeof value === 'string') return `⟦${value}⟧`;
  if (typeof value === 'function') return (...given: unknown[]) => `⟦${value(...given)}⟧`;
  if (typeof value === 'object' && value !== null) {
    return Object.fromEntries(Object.entries(value).map(([key, part]) => [key, key === 'lang' ? part : bracketed(part)]));
  }
  return value;
}

it('UI-4 every visible word comes from the terms', async () => {
  const client = new FakeRoom(
    [
      { id: idOf(1), own: true, body: '1', name: '1', editedAt: 5 },
      { id: idOf(2), parent: idOf(1), hidden: true },
      { id: idOf(3), parent: idOf(1), waiting: true },
      { id: idOf(4), status: 'deleted', body: '' },
      { id: idOf(5), status: 'removed', body: '' },
      { id: idOf(6), own: true, body: '1', pending: { kind: 'waiting', until: null } },
      { id: idOf(7), own: true, deletingAt: Date.now() + 6_000 },
      { id: idOf(8), hidden: true },
      { id: idOf(9), body: '1', createdAt: Date.now() },
    ],
    { status: 'offline' },
  );
  const room = await mountRoom(client, { terms: bracketed(en) as Terms });
  const words = [...deepElements(room.renderRoot)].flatMap((element) => {
    const own = [...element.childNodes]
      .filter((node) => node.nodeType === Node.TEXT_NODE)
      .map((node) => node.textContent?.trim() ?? '');
    const named = ['aria-label', 'placeholder'].map((name) => element.getAttribute(name) ?? '');
    // Dates and relative times come from the platform, in the terms' language.
    return element.localName === 'time' || element.localName === 'style' ? [] : [...own, ...named];
  });
  expect(words.length).toBeGreaterThan(100);
  expect(words.filter((word) => /\p{L}/u.test(word) && !/^⟦.*⟧$/u.test(word))).toEqual([]);
});
