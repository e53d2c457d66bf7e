import { commentId } from '@parley/protocol';
import { type CliCommand, UsageFault } from './command.ts';

export const remove: CliCommand = {
  usage: 'remove COMMENT',
  says: 'empties a comment for good; its place and its replies stay',
  parse([comment, ...more]) {
    if (comment === undefined || more.length > 0) return undefined;
    const parsed = commentId.safeParse(comment);
    if (!parsed.success) throw new UsageFault(`"${comment}" is no comment's id. It stands in the link to the comment.`);
    return (desk) => desk({ do: 'remove', comment: parsed.data });
  },
};
