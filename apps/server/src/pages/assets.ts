/** Where the site's scripts and styles are: the built files with hashed names, or a development server that makes them as they are asked for. */
import { readFileSync } from 'node:fs';
import * as z from 'zod/mini';

/** The entries of apps/site, by source file. */
export type Entry = 'src/room.ts' | 'src/index.ts' | 'src/styles/site.css' | 'src/styles/embed-page.css';

export interface Assets {
  /** Address of an entry on this server. */
  url(entry: Entry): string;
  /** Addresses of the modules that an entry imports, to be fetched at once instead of one after another. */
  imports(entry: Entry): readonly string[];
  /** Modules that must run before any other; only the development server has one. */
  readonly before: readonly string[];
}

/** The part of Vite's manifest that is read here. */
const manifestFile = z.record(
  z.string(),
  z.object({ file: z.string(), imports: z.optional(z.array(z.string())), css: z.optional(z.array(z.string())) }),
);
export type Manifest = z.infer<typeof manifestFile>;

/** Reads `.vite/manifest.json` of a built site. Throws with the file's name when it is missing or not a manifest. */
export function builtAssets(manifestPath: string): Assets {
  let manifest: Manifest;
  try {
    manifest = manifestFile.parse(JSON.parse(readFileSync(manifestPath, 'utf8')));
  } catch (cause) {
    throw new Error(`The site is not built: cannot read ${manifestPath}. Run "npm run build" first.`, { cause });
  }
  return assetsOf(manifest);
}

/** Addresses by a manifest. An entry that is not in it is a fault of the build and throws. */
export function assetsOf(manifest: Manifest): Assets {
  const chunk = (name: string) => {
    const found = manifest[name];
    if (found === undefined) throw new Error(`The site was built without ${name}.`);
    return found;
  };
  const importsOf = (name: string, seen: Set<string>): string[] =>
    (chunk(name).imports ?? []).flatMap((next) => {
      if (seen.has(next)) return [];
      seen.add(next);
      return [`/${chunk(next).file}`, ...importsOf(next, seen)];
    });
  return {
    url: (entry) => `/${chunk(entry).file}`,
    imports: (entry) => importsOf(entry, new Set()),
    before: [],
  };
}

/** Sources from a running Vite (`PARLEY_SITE_DEV`, such as `http://localhost:5173`), which passes all other requests to this server. */
export function developmentAssets(origin: string): Assets {
  const base = new URL(origin).origin;
  return { url: (entry) => `${base}/${entry}`, imports: () => [], before: [`${base}/@vite/client`] };
}
