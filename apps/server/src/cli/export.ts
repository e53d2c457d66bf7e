import { writeFileSync } from 'node:fs';
import { roomSlug } from '@parley/protocol';
import { codeOf, StartFault } from '../start-fault.ts';
import type { DeskCommand } from './command.ts';
import { isFile } from './words.ts';

/** Never over something that is there: an export is often somebody's only copy. */
function writeNew(file: string, text: string): void {
  try {
    writeFileSync(file, text, { flag: 'wx' });
  } catch (error) {
    throw new StartFault(codeOf(error) === 'EEXIST' ? `${file} exists already.` : `Cannot write ${file} (${codeOf(error)}).`);
  }
}

export const exportFile: DeskCommand = {
  usage: 'export SLUG [FILE]',
  says: 'writes a room as a thread (parley.thread/1), to a new file or to the screen',
  parse([slug, file, ...more]) {
    if (slug === undefined || more.length > 0 || (file !== undefined && !isFile(file))) return undefined;
    const room = roomSlug.safeParse(slug);
    if (!room.success) throw new StartFault(`"${slug}" cannot name a room.`);
    return async (desk) => {
      const answer = await desk({ do: 'export', slug: room.data });
      if (!answer.ok) return answer;
      const text = `${JSON.stringify(answer.thread, null, 2)}\n`;
      if (file === undefined) return { ok: true, lines: [text.trimEnd()] };
      writeNew(file, text);
      return { ok: true, lines: [`Wrote ${slug} to ${file}.`] };
    };
  },
};
