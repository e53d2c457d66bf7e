/** Starts again what ends under `npm run scale`, and says so. */

/** Columns of a line: as wide as the widest name and some. */
const NAME_COLUMNS = 13;

/**
 * Says where a program is and which process it is, now and after each start. Resolves when it has ended while everything is ended.
 * @param {string} name
 * @param {{ readonly pid: number, readonly exited: Promise<{ code: number | null, signal: string | null }>, start(): Promise<void> }} part
 *   it, as the topology starts it
 * @param {string} where
 * @param {{ state: { isStopping: boolean }, say: (line: string) => void, pause: () => Promise<void> }} how `pause` keeps one that
 *   cannot start from spinning
 */
export async function keepRunning(name, part, where, { state, say, pause }) {
  const tell = () => say(`${name.padEnd(NAME_COLUMNS)}${where}   process ${part.pid}`);
  tell();
  for (;;) {
    const { code, signal } = await part.exited;
    if (state.isStopping) return;
    say(`${name} ended (${signal ?? code}); it is started again.`);
    await pause();
    if (state.isStopping) return;
    // One that did not start has ended too, and its turn comes again.
    await part.start().then(tell, (/** @type {Error} */ error) => say(`${name} did not start: ${error.message}`));
  }
}
