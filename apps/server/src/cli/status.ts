import type { CliCommand } from './command.ts';

export const status: CliCommand = {
  usage: 'status',
  says: 'says how many people are connected',
  parse: (words) => (words.length > 0 ? undefined : (desk) => desk({ do: 'status' })),
};
