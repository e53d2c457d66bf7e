import { expect, it } from 'vitest';
import { originRule } from './origin.ts';
import { tellingRule } from './refused-origins.ts';

function telling() {
  const told: { event: string; fields: unknown }[] = [];
  const keep = (event: string, fields?: unknown) => void told.push({ event, fields });
  const rule = tellingRule(originRule('https://talk.example', ['https://news.example']), { info: keep, warn: keep, error: keep });
  return { rule, told };
}

it('CONN-4 the operator is told once of each origin that was refused, and of the variable that would let it in', () => {
  const { rule, told } = telling();
  const verdicts = ['https://blog.example', 'https://blog.example', 'https://news.example', undefined].map(rule.judge);
  expect(verdicts).toEqual(['foreign', 'foreign', 'listed', 'absent']);
  expect(told).toEqual([
    { event: 'origin-refused', fields: { origin: 'https://blog.example', hint: expect.stringContaining('PARLEY_ORIGINS') } },
  ]);
});

it('CONN-4 what cannot be put on the list gets no such advice, and invented origins do not fill the log', () => {
  const { rule, told } = telling();
  rule.judge('null');
  expect(told).toEqual([{ event: 'origin-refused', fields: { origin: 'null' } }]);
  for (let n = 0; n < 500; n += 1) rule.judge(`https://a${n}.example`);
  expect(told).toHaveLength(100);
});
