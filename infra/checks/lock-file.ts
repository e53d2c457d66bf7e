/** What may not stand in package-lock.json, and what must. */

interface Lock {
  readonly packages: Readonly<Record<string, LockEntry>>;
}

interface LockEntry {
  readonly resolved?: string;
  readonly link?: boolean;
  readonly hasInstallScript?: boolean;
  readonly optionalDependencies?: Readonly<Record<string, string>>;
}

/**
 * Faults in words. A hole: npm leaves out an optional package (a native binary of another platform) that it could not see, and
 * `npm ci` then fails for everyone. An address: names one registry, which others may not reach.
 */
export function lockFaults(text: string): string[] {
  const entries = Object.entries((JSON.parse(text) as Lock).packages);
  const names = new Set(entries.map(([path]) => nameOf(path)));
  return entries
    .flatMap(([path, entry]) => [
      ...Object.keys(entry.optionalDependencies ?? {})
        .filter((name) => !names.has(name))
        .map((name) => `hole: ${name}, wanted by ${path}`),
      ...(entry.resolved !== undefined && !entry.link ? [`address: ${path}`] : []),
    ])
    .concat(/"[^"]*:\/\/[^"]*"\s*:|"resolved":\s*"[a-z+]+:\/\//.test(text) ? ['address: a host is named'] : []);
}

/** Packages that want to run a script when installed. */
export const installScripts = (text: string): string[] =>
  Object.entries((JSON.parse(text) as Lock).packages)
    .filter(([, entry]) => entry.hasInstallScript)
    .map(([path]) => nameOf(path));

const nameOf = (path: string) => path.split('node_modules/').pop() as string;
