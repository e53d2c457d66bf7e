import { commentId, personId, roomSlug } from '@parley/protocol';
import { type CliCommand, UsageFault } from './command.ts';

function banOrUnban(verb: 'ban' | 'unban', says: string): CliCommand {
  return {
    usage: `${verb} COMMENT | ${verb} PERSON [--room SLUG]`,
    says,
    parse([who, option, slug, ...more]) {
      if (who === undefined || more.length > 0) return undefined;
      if (option !== undefined && (option !== '--room' || slug === undefined)) return undefined;
      const comment = commentId.safeParse(who);
      const person = comment.success ? comment : personId.safeParse(who);
      if (!person.success) throw new UsageFault(`"${who}" is neither a comment's nor a person's id.`);
      const room = slug === undefined ? undefined : roomSlug.safeParse(slug);
      if (room && !room.success) throw new UsageFault(`"${slug}" cannot name a room.`);
      return (desk) => desk({ do: verb, who: person.data, ...(room && { slug: room.data }) });
    },
  };
}

export const ban = banOrUnban('ban', 'keeps the writer of a comment, or a person, from writing in the room');
export const unban = banOrUnban('unban', 'lets them write again');
