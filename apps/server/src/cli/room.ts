import { roomSlug } from '@parley/protocol';
import { StartFault } from '../start-fault.ts';
import type { DeskCommand } from './command.ts';

const SLUG_RULE = 'lower-case letters, digits, "-", "_" and ".", at most 120';

export const room: DeskCommand = {
  usage: 'room add SLUG --title TITLE [--unlisted] | room lock SLUG | room unlock SLUG',
  says: 'adds a room, closes its discussion, or opens it again',
  parse([verb, slug, ...rest]) {
    if (slug === undefined || !['add', 'lock', 'unlock'].includes(verb ?? '')) return undefined;
    const parsed = roomSlug.safeParse(slug);
    if (!parsed.success) throw new StartFault(`"${slug}" cannot name a room: ${SLUG_RULE}.`);
    if (verb === 'add') {
      const listed = !rest.includes('--unlisted');
      const [option, title, ...more] = rest.filter((word) => word !== '--unlisted');
      if (option !== '--title' || title === undefined || more.length > 0) return undefined;
      return (desk) => desk({ do: 'room-add', slug: parsed.data, title, listed });
    }
    if (rest.length > 0) return undefined;
    return (desk) => desk({ do: verb === 'lock' ? 'room-lock' : 'room-unlock', slug: parsed.data });
  },
};
