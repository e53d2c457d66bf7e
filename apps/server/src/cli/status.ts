import type { DeskCommand } from './command.ts';

export const status: DeskCommand = {
  usage: 'status',
  says: 'says how many people are connected',
  parse: (words) => (words.length > 0 ? undefined : (desk) => desk({ do: 'status' })),
};
