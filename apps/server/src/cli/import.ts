import { readFileSync } from 'node:fs';
import { codeOf, StartFault } from '../start-fault.ts';
import type { DeskCommand } from './command.ts';
import { isFile } from './words.ts';

function readThread(file: string): unknown {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    throw new StartFault(`Cannot read ${file} (${codeOf(error) ?? String(error)}).`);
  }
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new StartFault(`${file} is not JSON: ${error instanceof Error ? error.message : String(error)}`);
  }
}

export const importFile: DeskCommand = {
  usage: 'import FILE',
  says: 'loads a thread (parley.thread/1): all or nothing, and twice is once',
  parse([file, ...more]) {
    if (!isFile(file) || more.length > 0) return undefined;
    return (desk) => desk({ do: 'import', thread: readThread(file) });
  },
};
