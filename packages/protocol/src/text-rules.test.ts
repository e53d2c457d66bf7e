import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeCommand } from './decode/index.ts';
import { BODY_MAX_BYTES, BODY_MAX_CODE_POINTS, NAME_MAX_CODE_POINTS } from './limits.ts';
import { bodyFault, codePoints, nameFault, titleFault, utf8Bytes } from './text-rules.ts';

const england = '\u{1F3F4}\u{E0067}\u{E0062}\u{E0065}\u{E006E}\u{E0067}\u{E007F}';

/** Writing that people use, and what is special about it. */
const legitimate: [string, string][] = [
  ['emoji family joined by ZWJ', '👨‍👩‍👧‍👦'],
  ['emoji with skin tone and profession', '👩🏽‍🚀'],
  ['heart with variation selector', '❤️'],
  ['keycap', '1️⃣'],
  ['flag of two letters', '🇮🇷'],
  ['flag of tag characters', england],
  ['Hebrew with vowel points', 'שָׁלוֹם עולם'],
  ['Arabic', 'السلام عليكم'],
  ['Persian with ZWNJ', 'می‌خواهم'],
  ['Thai', 'สวัสดีครับ'],
  ['Devanagari with ZWJ', 'क्‍ष'],
  ['Vietnamese, decomposed', 'Tiếng Việt'.normalize('NFD')],
  ['Korean', '안녕하세요'],
  ['Chinese of the supplementary planes', '𠮷野家'],
  ['end of ayah, a format character that is seen', '۝'],
  ['a code point that no Unicode has assigned yet', '\u{1FAFF}\u{3FFF0}'],
];

/** Bodies and names that nobody could see. */
const unseen: [string, string][] = [
  ['nothing', ''],
  ['spaces and line ends', ' \t\r\n\u00A0\u2003\u3000\u2028'],
  ['zero width', '\u200B\u200C\u200D\u2060\uFEFF'],
  ['directions only', '\u202E\u2066\u200F'],
  ['Hangul fillers', '\u115F\u1160\u3164\uFFA0'],
  ['Braille blank', '\u2800'],
  ['variation selectors', '\uFE0F\u{E0100}'],
  ['tag characters', '\u{E0041}\u{E0042}'],
  ['soft hyphen and grapheme joiner', '\u00AD\u034F'],
  ['controls', '\u0001\u0085'],
];

const asBody = (body: string) =>
  decodeCommand('post-comment', {
    command: '00000000-0000-7000-8000-000000000001',
    comment: '00000000-0000-7000-8000-000000000002',
    parent: null,
    body,
    name: null,
  });

describe('texts', () => {
  it.each(legitimate)('TEXT-1 %s is a body, a name and a title, unchanged', (_what, text) => {
    expect([bodyFault(text), nameFault(text), titleFault(text)]).toEqual([undefined, undefined, undefined]);
    expect(asBody(text)).toMatchObject({ ok: true, value: { body: text } });
  });

  it('TEXT-1 any storable text that can be seen comes through as it was typed', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 50 }), (text) => {
        const body = `x${text.replaceAll('\u0000', '')} `;
        expect(asBody(body)).toMatchObject({ ok: true, value: { body } });
      }),
    );
  });

  it.each(unseen)('TEXT-2 refuses %s as body, name and title', (_what, text) => {
    expect([bodyFault(text), nameFault(text), titleFault(text)]).toEqual(['text-empty', 'name-not-allowed', 'text-empty']);
    expect(asBody(text)).toMatchObject({ ok: false, refusal: { code: 'text-empty', class: 'fix', field: 'body' } });
  });

  it.each([
    ['NUL', 'a\u0000b'],
    ['a first half of a pair', 'a\uD83D'],
    ['a second half of a pair', '\uDE00b'],
    ['halves in the wrong order', '\uDE00\uD83D'],
  ])('TEXT-2 refuses %s, which no store keeps byte for byte', (_what, text) => {
    expect([bodyFault(text), nameFault(text), titleFault(text)]).toEqual([
      'text-not-allowed',
      'name-not-allowed',
      'text-not-allowed',
    ]);
    expect(asBody(text)).toMatchObject({ ok: false, refusal: { code: 'text-not-allowed' } });
  });

  it('TEXT-2 bounds are code points and bytes, met exactly', () => {
    const smile = '😀';
    expect(smile.repeat(BODY_MAX_CODE_POINTS)).toHaveLength(BODY_MAX_CODE_POINTS * 2);
    expect(bodyFault(smile.repeat(BODY_MAX_CODE_POINTS))).toBeUndefined();
    expect(utf8Bytes(smile.repeat(BODY_MAX_CODE_POINTS))).toBe(BODY_MAX_BYTES);
    expect(bodyFault(smile.repeat(BODY_MAX_CODE_POINTS + 1))).toBe('text-too-long');
    expect(bodyFault('x'.repeat(BODY_MAX_CODE_POINTS + 1))).toBe('text-too-long');
    expect(nameFault(smile.repeat(NAME_MAX_CODE_POINTS))).toBeUndefined();
    expect(nameFault(smile.repeat(NAME_MAX_CODE_POINTS + 1))).toBe('name-not-allowed');
  });

  it('TEXT-2 code points and bytes are counted as the encoders count them', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(utf8Bytes(text)).toBe(new TextEncoder().encode(text).length);
        expect(codePoints(text)).toBe([...text].length);
      }),
    );
  });

  it.each([
    ['an override of direction', 'Ann\u202Egnp.exe'],
    ['an embedding', '\u202BAnn'],
    ['an isolate', 'Ann\u2067'],
    ['a right-to-left mark', 'Ann\u200F'],
    ['a line end', 'Ann\nModerator'],
    ['a line separator', 'Ann\u2028Moderator'],
    ['an escape', 'Ann\u001B[31m'],
    ['a zero width space', 'An\u200Bn'],
    ['text hidden in tag characters', 'Ann\u{E0061}\u{E0062}'],
    ['more text hidden behind a flag', `${england}\u{E0062}\u{E007F}`],
    ['a flag whose tags do not end', england.slice(0, -2)],
    ['a space around it', ' Ann'],
  ])('TEXT-7 refuses %s in a name; a body may hold it', (_what, name) => {
    expect(nameFault(name)).toBe('name-not-allowed');
    expect(bodyFault(name)).toBeUndefined();
  });
});
