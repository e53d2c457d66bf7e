import { expect, it } from 'vitest';
import { asksForHelp, readOptions, USAGE } from './options.ts';

it('START-6 without arguments six people come to the largest demo room for ten minutes', () => {
  expect(readOptions([])).toEqual({ room: 'night-train', people: 6, minutes: 10, server: 'http://localhost:3000' });
});

it('START-6 room, people, minutes and server can be chosen', () => {
  const args = ['--room', 'cup-final-live', '--people', '2', '--minutes', '0.5', '--server', 'https://talk.example/path'];
  expect(readOptions(args)).toEqual({ room: 'cup-final-live', people: 2, minutes: 0.5, server: 'https://talk.example' });
});

it('START-6 tells how to use it when asked', () => {
  expect([['--help'], ['-h'], ['--room', 'bay', '--help'], [], ['--room', 'bay']].map(asksForHelp)).toEqual([
    true,
    true,
    true,
    false,
    false,
  ]);
  for (const option of ['--room', '--people', '--minutes', '--server']) expect(USAGE).toContain(option);
});

it.each([
  [['--people', '13']],
  [['--people', '0']],
  [['--people', '1.5']],
  [['--minutes', '0']],
  [['--minutes', '121']],
  [['--minutes', 'long']],
  [['--room', 'Not A Slug']],
  [['--server', 'ftp://talk.example']],
  [['--server', 'here']],
  [['--speed', '9']],
  [['--room']],
])('START-5 %j is refused by the name of what is wrong', (args) => {
  const read = readOptions(args);
  expect('fault' in read && read.fault).toContain(args[0]);
});
