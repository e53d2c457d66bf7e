import { commentId } from '@parley/protocol';
import { type CliCommand, UsageFault } from './command.ts';
import { readRoomOption } from './room-option.ts';

export const remove: CliCommand = {
  usage: 'remove COMMENT [--room SLUG]',
  says: 'empties a comment for good; its place and its replies stay',
  parse([comment, ...options]) {
    const room = readRoomOption(options);
    if (comment === undefined || !room) return undefined;
    const parsed = commentId.safeParse(comment);
    if (!parsed.success) throw new UsageFault(`"${comment}" is no comment's id. It stands in the link to the comment.`);
    return (desk) => desk({ do: 'remove', comment: parsed.data, ...room });
  },
};
