import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { root } from '../dev/lib/paths.mjs';
import { dockerfileFaults, instructionsOf } from './dockerfile.ts';
import { read } from './sources.ts';

const source = read('infra/docker/Dockerfile').text;
const exists = (path: string) => existsSync(join(root, path));
const faultsOf = (text: string) => dockerfileFaults(text, exists);

describe('the Dockerfile', () => {
  it('SCALE-5 builds in a stage of its own, is pinned, has a health check, runs as no root, and names what exists', () => {
    expect(faultsOf(source)).toEqual([]);
  });

  it('SCALE-5 builds and installs by the commands of this project', () => {
    const ran = instructionsOf(source).filter(({ word }) => word === 'RUN');
    const turbo = /turbo run build ((?:--filter=\S+ ?)+)/.exec(ran.map(({ rest }) => rest).join('\n'))?.[1] ?? '';
    const built = [...turbo.matchAll(/--filter=(@parley\/\w+)\.\.\./g)].map((match) => match[1]);
    // What `npm start` builds.
    expect(read('infra/dev/lib/build.mjs').text).toContain(`SERVING = [${built.map((name) => `'${name}'`).join(', ')}]`);
    expect(built).toHaveLength(2);
  });

  it.each([
    ['a tag that moves', ['node:20.20.2-bookworm-slim AS build', 'node:20 AS build'], 'node:20 is not pinned'],
    ['root', ['USER node', 'USER root'], 'runs as root'],
    ['no user', ['USER node\n', ''], 'runs as root'],
    ['no health check', ['HEALTHCHECK', '# HEALTHCHECK'], 'has no health check'],
    ['a shell before the server', ['CMD ["node", "apps/server/dist/main.js"]', 'CMD npm start'], 'a shell would be'],
    ['a path that is not there', ['COPY . .', 'COPY no-such-folder .'], 'no-such-folder is not there'],
    ['a script that is not there', ['gather.mjs', 'no-such-script.mjs'], 'no-such-script.mjs is not there'],
  ])('SCALE-5 turns red for %s', (_what, [from = '', to = ''], fault) => {
    expect(source).toContain(from);
    expect(faultsOf(source.replace(from, to))).toEqual([expect.stringContaining(fault)]);
  });

  it('SCALE-5 nothing of the caller is built in: no secret, no data, no module of another machine', () => {
    const ignored = read('.dockerignore').text.split('\n');
    expect(ignored).toEqual(expect.arrayContaining(['.git', '**/node_modules', '**/dist', '.parley', '**/.env']));
  });
});
