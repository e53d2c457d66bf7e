import { StartFault } from '../start-fault.ts';
import type { DeskCommand } from './command.ts';
import { readRoomOption } from './room-option.ts';
import { readComment } from './words.ts';

export const remove: DeskCommand = {
  usage: 'remove COMMENT [--room SLUG]',
  says: 'empties a comment for good; its place and its replies stay',
  parse([comment, ...options]) {
    const room = readRoomOption(options);
    if (comment === undefined || !room) return undefined;
    const id = readComment(comment);
    if (!id) throw new StartFault(`"${comment}" names no comment. Give the link to the comment, or the id in it.`);
    return (desk) => desk({ do: 'remove', comment: id, ...room });
  },
};
