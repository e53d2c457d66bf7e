import { describe, expect, it } from 'vitest';
import { parsePageAddress } from './page-query.ts';

const comment = '01890a5d-ac96-774b-bcce-b302099a8057';

describe('page addresses', () => {
  it('HTTP-3 name an order, a place to go on from, or a comment', () => {
    expect(parsePageAddress({})).toEqual({ ok: true, value: { order: 'newest', from: { at: 'start' }, comment: undefined } });
    expect(parsePageAddress({ order: 'best', after: '-12.1700000000000.7' })).toEqual({
      ok: true,
      value: { order: 'best', from: { at: 'after', key: [-12, 1_700_000_000_000, 7] }, comment: undefined },
    });
    expect(parsePageAddress({ comment, utm_source: 'elsewhere' })).toEqual({
      ok: true,
      value: { order: 'newest', from: { at: 'around', comment }, comment },
    });
  });

  it('HTTP-3 a key comes back from its text', () => {
    const key = [-5, 1_700_000_000_000, 42];
    expect(parsePageAddress({ order: 'best', after: key.join('.') })).toMatchObject({ value: { from: { key } } });
  });

  it.each([
    [{ order: 'sideways' }, 'order'],
    [{ order: ['best', 'newest'] }, 'order'],
    [{ after: '1' }, 'after'],
    [{ after: '1.2.3' }, 'after'],
    [{ after: '1.x' }, 'after'],
    [{ after: '1.99999999999999999' }, 'after'],
    [{ after: '9999999999999999.1' }, 'after'],
    [{ after: ['1.2', '3.4'] }, 'after'],
    [{ after: '' }, 'after'],
    [{ order: 'best', after: '1.2' }, 'after'],
    [{ comment: 'nonsense' }, 'comment'],
    [{ comment: [comment, comment] }, 'comment'],
    [{ comment, after: '1.2' }, 'comment'],
  ])('REF-3 %j is malformed with its field', (query, field) => {
    expect(parsePageAddress(query)).toEqual({ ok: false, refusal: { code: 'malformed', class: 'fix', field } });
  });
});
