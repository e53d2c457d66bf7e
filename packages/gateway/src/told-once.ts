/** Bounds what strangers can make the log say: anyone can invent more of anything, and the log is for people. */

/** Different texts told of in the life of a process. */
const TOLD_MAX = 100;

/** A function that is true for each text once, until so many were told. */
export function toldOnce(): (text: string) => boolean {
  const told = new Set<string>();
  return (text) => told.size < TOLD_MAX && told.size < told.add(text).size;
}
