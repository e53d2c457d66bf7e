import { DatabaseError } from 'pg';
import { expect, it } from 'vitest';
import { isAway } from '../src/chaos/durability.ts';

const said = (code: string) => Object.assign(new DatabaseError('said', 4, 'error'), { code });
const system = (code: string) => Object.assign(new Error(`connect ${code} 127.0.0.1:5432`), { code });

it.each([
  said('57P01'),
  said('57P03'),
  said('08006'),
  system('ECONNREFUSED'),
  system('ECONNRESET'),
  new Error('Connection terminated unexpectedly'),
])('CHAOS-2 a database that is away answers no sample: %s', (error) => {
  expect(isAway(error)).toBe(true);
});

it.each([said('42703'), said('42P01'), new TypeError('x is not a function')])(
  'CHAOS-2 a sample that asks wrongly ends the run: %s',
  (error) => {
    expect(isAway(error)).toBe(false);
  },
);
