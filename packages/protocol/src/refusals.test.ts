import { describe, expect, it } from 'vitest';
import { REFUSAL_ADVICE } from './refusal-advice.ts';
import { REFUSALS, type RefusalCode, refusal, refuse } from './refusals.ts';

describe('refusals', () => {
  it.each(Object.entries(REFUSALS))('REF-1 %s has a class and advice, and crosses the wire', (code, kind) => {
    const made = refuse(code as RefusalCode, { field: 'body', retryAfterMs: 5, current: { body: 'x', editCount: 1 } });
    expect(made).toMatchObject({ code, class: kind });
    expect(REFUSAL_ADVICE[code as RefusalCode]).toMatch(/^[A-Z].*\.$/);
    expect(refusal.safeParse(made)).toEqual({ success: true, data: made });
  });

  it('REF-1 a code that a client does not know still tells it what to do by its class', () => {
    const later = { code: 'quota-reached', class: 'slow-down', retryAfterMs: 10, more: true };
    expect(refusal.safeParse(later).data).toEqual({ code: 'quota-reached', class: 'slow-down', retryAfterMs: 10 });
    expect(refusal.safeParse({ ...later, class: 'unheard-of' }).success).toBe(false);
  });
});
