/** What the bench asks of a peer server over IPC. */
export type PeerOrder = { kind: 'broadcast'; mark: number; bytes: number };

/** A text of the wanted size that carries its number where the viewers look for it. */
export function payload(mark: number, bytes: number): string {
  const head = `#${mark};`;
  return head + 'x'.repeat(Math.max(0, bytes - head.length));
}
