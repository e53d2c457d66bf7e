import { type Hello, hello } from '../hello.ts';
import { type Result, refused } from '../refusals.ts';
import { titleFault } from '../text-rules.ts';
import { parse } from './parse.ts';

/** Decodes the hello of a connection. An older protocol is refused before its form is looked at: its form may differ. */
export function decodeHello(input: unknown, floor: number): Result<Hello> {
  if (typeof input === 'object' && input !== null && 'protocol' in input) {
    const { protocol } = input;
    if (typeof protocol === 'number' && protocol < floor) return refused('too-old');
  }
  const parsed = parse<Hello>(hello, input);
  if (!parsed.ok || parsed.value.title === undefined) return parsed;
  const fault = titleFault(parsed.value.title);
  return fault ? refused(fault, { field: 'title' }) : parsed;
}
