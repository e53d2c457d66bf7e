import { personId } from '@parley/protocol';
import { StartFault } from '../start-fault.ts';
import type { DeskCommand } from './command.ts';
import { readRoomOption } from './room-option.ts';
import { readComment } from './words.ts';

function banOrUnban(verb: 'ban' | 'unban', says: string): DeskCommand {
  return {
    usage: `${verb} PERSON [--room SLUG]`,
    says,
    parse([who, ...options]) {
      const room = readRoomOption(options);
      if (who === undefined || !room) return undefined;
      const person = personId.safeParse(readComment(who) ?? who);
      if (!person.success) throw new StartFault(`"${who}" names neither a comment nor a person.`);
      return (desk) => desk({ do: verb, who: person.data, ...room });
    },
  };
}

export const ban = banOrUnban(
  'ban',
  'keeps a person from writing in any room: named by a comment of theirs, their author id in an export, or their own id',
);
export const unban = banOrUnban('unban', 'lets them write again');
