import { describe, expect, it } from 'vitest';
import { installScripts, lockFaults } from './lock-file.ts';
import { read } from './sources.ts';

const lock = read('package-lock.json').text;
const doctored = (entry: object) => JSON.stringify({ packages: { 'node_modules/a': entry } });

describe('lock file', () => {
  it('TREE-4 has no holes and names no host', () => {
    expect(lockFaults(lock)).toEqual([]);
  });

  it('TREE-4 turns red for a hole and for an address', () => {
    expect(lockFaults(doctored({ optionalDependencies: { '@turbo/darwin-64': '1.0.0' } }))).toHaveLength(1);
    expect(lockFaults(doctored({ resolved: 'https://registry.example/a.tgz' }))).not.toEqual([]);
    expect(lockFaults(doctored({ resolved: 'packages/a', link: true }))).toEqual([]);
  });

  it('TREE-4 only packages that are named in allowScripts run a script when installed', () => {
    const { allowScripts } = JSON.parse(read('package.json').text) as { allowScripts: Record<string, boolean> };
    const allowed = Object.keys(allowScripts).filter((name) => allowScripts[name]);
    expect(allowed).toEqual(['better-sqlite3']);
    expect(installScripts(lock).filter((name) => !(name in allowScripts) && name !== 'fsevents')).toEqual([]);
    expect(installScripts(doctored({ hasInstallScript: true }))).toEqual(['a']);
  });
});
