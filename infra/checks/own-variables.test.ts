import { expect, it } from 'vitest';
import { unknownVariables } from '../../apps/server/src/config.ts';
import { scripts } from './sources.ts';

it('START-5 a server started in the environment of the tests warns of none of the variables that those read', () => {
  const names = scripts().flatMap(({ text }) => [...text.matchAll(/process\.env\.(PARLEY_\w+)/g)].map(([, name = '']) => name));
  expect(names).toContain('PARLEY_CHROMIUM');
  expect(unknownVariables(Object.fromEntries(names.map((name) => [name, 'set'])))).toEqual([]);
});
