/** What the bench asks of a peer server over IPC. */
export type PeerOrder = { kind: 'broadcast'; mark: number; bytes: number };

/** What Socket.IO puts around the text of a `change` on the wire. */
const AROUND_EVENT = '42["change",""]'.length;

/** A text of the wanted size that carries its number where the viewers look for it. */
export function payload(mark: number, bytes: number): string {
  const head = `#${mark};`;
  return head + 'x'.repeat(Math.max(0, bytes - head.length));
}

/** The same for a `change` that Socket.IO sends: with what it puts around, the message is as large as wanted. */
export const emitted = (mark: number, bytes: number): string => payload(mark, bytes - AROUND_EVENT);
