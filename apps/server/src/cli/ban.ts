import { commentId, personId } from '@parley/protocol';
import { type CliCommand, UsageFault } from './command.ts';
import { readRoomOption } from './room-option.ts';

function banOrUnban(verb: 'ban' | 'unban', says: string): CliCommand {
  return {
    usage: `${verb} PERSON [--room SLUG]`,
    says,
    parse([who, ...options]) {
      const room = readRoomOption(options);
      if (who === undefined || !room) return undefined;
      const comment = commentId.safeParse(who);
      const person = comment.success ? comment : personId.safeParse(who);
      if (!person.success) throw new UsageFault(`"${who}" is neither a comment's nor a person's id.`);
      return (desk) => desk({ do: verb, who: person.data, ...room });
    },
  };
}

export const ban = banOrUnban(
  'ban',
  'keeps a person from writing in any room: named by a comment of theirs, their author id in an export, or their own id',
);
export const unban = banOrUnban('unban', 'lets them write again');
