import { spawnSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { installArguments } from '../dev/install.mjs';
import { installFault } from '../dev/lib/install-fault.mjs';
import { chromiumRemedy, haproxyRemedy, postgresRemedy, promtoolRemedy, redisRemedy } from '../dev/lib/system-parts.mjs';
import { importsOf } from './imports.ts';
import { scripts } from './sources.ts';

describe('the scripts of package.json', () => {
  it('START-1 run in a fresh clone: they import only Node and each other before anything is installed', () => {
    const dev = scripts().filter(({ path }) => path.startsWith('infra/dev/') && !path.endsWith('vitest-reporter.mjs'));
    expect(dev.length).toBeGreaterThan(10);
    const early = dev.flatMap((file) => {
      const late = new Set([...file.text.matchAll(/await import\('([^']+)'\)/g)].map((match) => match[1]));
      return importsOf(file)
        .filter(({ specifier }) => !/^(node:|\.)/.test(specifier) && !late.has(specifier))
        .filter(({ specifier }) => !specifier.includes('('))
        .map(({ specifier }) => `${file.path}: ${specifier}`);
    });
    expect(early).toEqual([]);
  });

  it('START-1 install what a build needs even where production is set', () => {
    const options = installArguments.filter((argument) => argument.startsWith('--'));
    const left = (given: readonly string[]) =>
      spawnSync('npm', ['config', 'get', 'omit', ...given], {
        encoding: 'utf8',
        env: { PATH: process.env.PATH, HOME: process.env.HOME, NODE_ENV: 'production' },
        shell: process.platform === 'win32',
      }).stdout.trim();
    expect(left([])).toBe('dev');
    expect(left(options)).toBe('');
  });

  it('START-2 look at the version of Node before anything else', () => {
    const entries = scripts().filter(({ path }) => /^infra\/dev\/\w+\.mjs$/.test(path));
    expect(entries.length).toBeGreaterThan(5);
    expect(entries.filter((file) => importsOf(file)[0]?.specifier !== './lib/require-node.mjs').map(({ path }) => path)).toEqual(
      [],
    );
  });

  it('START-2 a missing compiler is one line that names what to install', () => {
    const line = installFault('npm error code 1\nnpm error path node_modules/better-sqlite3\nnpm error gyp ERR! find Python\n');
    expect(line).toContain('python3, make and a C++ compiler');
    expect(line).not.toContain('\n');
  });

  it('START-2 another fault of the installation keeps the first reason', () => {
    expect(installFault('npm error code ENOTFOUND\nnpm error network request failed\nnpm error more\n')).toBe(
      'npm ci failed: network request failed.',
    );
  });

  it('START-2 a missing browser names exactly the command to run', () => {
    const apt = 'apt-get update && apt-get install -y chromium fonts-noto-core fonts-noto-color-emoji';
    expect(chromiumRemedy({ debian: true, root: true })).toEqual({ command: apt, own: true });
    expect(chromiumRemedy({ debian: true, root: false })).toEqual({ command: `sudo sh -c '${apt}'`, own: false });
    expect(chromiumRemedy({ debian: false, root: true })).toEqual({ command: 'npx playwright install chromium', own: false });
  });

  it('START-2 a missing Redis names exactly the command to run', () => {
    const apt = 'apt-get update && apt-get install -y redis-tools';
    expect(redisRemedy({ debian: true, root: true })).toEqual({ command: apt, own: true });
    expect(redisRemedy({ debian: true, root: false })).toEqual({ command: `sudo sh -c '${apt}'`, own: false });
    expect(redisRemedy({ debian: false, root: true })).toEqual({ command: 'brew install redis', own: false });
  });

  it('START-2 a missing HAProxy names exactly the command to run', () => {
    const apt = 'apt-get update && apt-get install -y haproxy';
    expect(haproxyRemedy({ debian: true, root: true })).toEqual({ command: apt, own: true });
    expect(haproxyRemedy({ debian: true, root: false })).toEqual({ command: `sudo sh -c '${apt}'`, own: false });
    expect(haproxyRemedy({ debian: false, root: true })).toEqual({ command: 'brew install haproxy', own: false });
  });

  it('START-2 a missing promtool names exactly the command to run, which installs no Prometheus', () => {
    const { command, own } = promtoolRemedy({ debian: true, root: true });
    expect([command.includes('apt-get install'), own]).toEqual([false, true]);
    expect(command).toMatch(/apt-get download prometheus && .* && install usr\/bin\/promtool \/usr\/local\/bin\/ && /);
    expect(promtoolRemedy({ debian: true, root: false })).toEqual({ command: `sudo sh -c '${command}'`, own: false });
    expect(promtoolRemedy({ debian: false, root: true })).toEqual({ command: 'brew install prometheus', own: false });
  });

  it('START-2 a missing Postgres names exactly the command to run, which starts no database of its own', () => {
    const folder = '/etc/postgresql-common/createcluster.d';
    const apt =
      `mkdir -p ${folder} && echo "create_main_cluster = false" > ${folder}/parley.conf && ` +
      'apt-get update && apt-get install -y postgresql';
    expect(postgresRemedy({ debian: true, root: true })).toEqual({ command: apt, own: true });
    expect(postgresRemedy({ debian: true, root: false })).toEqual({ command: `sudo sh -c '${apt}'`, own: false });
    expect(postgresRemedy({ debian: false, root: true })).toEqual({ command: 'brew install postgresql@15', own: false });
  });
});
