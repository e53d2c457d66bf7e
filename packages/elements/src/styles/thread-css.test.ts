import { expect, it } from 'vitest';
import { threadCss } from './thread-css.ts';

// Run vitest with `-u` after a change of the sheets to write the file anew.
it("UI-11 the style sheet of the server's page is made of the live parts' sheets", async () => {
  await expect(threadCss()).toMatchFileSnapshot('./thread.css');
});
