/** Folders of what is started: of their own under the system's temporary folder, gone at the end. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export interface OwnFolder {
  readonly path: string;
  /** Removes it, unless the caller named it: what someone named, they keep. */
  remove(): void;
}

const made = new Set<string>();
process.once('exit', () => {
  for (const path of made) rmSync(path, { recursive: true, force: true });
});

/** @param named the caller's own folder, which exists */
export function ownFolder(kind: string, named?: string): OwnFolder {
  if (named !== undefined) return { path: named, remove: () => undefined };
  const path = mkdtempSync(join(tmpdir(), `parley-${kind}-`));
  made.add(path);
  return {
    path,
    remove() {
      made.delete(path);
      rmSync(path, { recursive: true, force: true });
    },
  };
}
