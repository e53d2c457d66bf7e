/** The style sheet of the page rendered on the server, made of the same sheets as the live parts. */
import { lightStyles } from './light.styles.ts';
import { roomStyles } from './room.styles.ts';
import { textStyles } from './text.styles.ts';
import { threadStyles } from './thread.styles.ts';
import { tokens } from './tokens.styles.ts';

export function threadCss(): string {
  const sheets = [tokens, roomStyles, threadStyles, textStyles, lightStyles];
  const text = sheets.map((sheet) => sheet.cssText.replaceAll(':host', '.parley-thread')).join('');
  return `/* biome-ignore-all format: made from src/styles by thread-css.test.ts: change it there */\n${text}`;
}
