import { expect, it } from 'vitest';
import { assetsOf, builtAssets, developmentAssets } from './assets.ts';

const manifest = {
  'src/room.ts': { file: 'assets/room-1.js', imports: ['_a.js'] },
  'src/index.ts': { file: 'assets/index-1.js' },
  '_a.js': { file: 'assets/a-1.js', imports: ['_b.js'] },
  '_b.js': { file: 'assets/b-1.js', imports: ['_a.js'] },
};

it('HTTP-3 a page names the built files and fetches what they import at once, each once', () => {
  const assets = assetsOf(manifest);
  expect(assets.url('src/room.ts')).toBe('/assets/room-1.js');
  expect(assets.imports('src/room.ts')).toEqual(['/assets/a-1.js', '/assets/b-1.js']);
  expect(assets.imports('src/index.ts')).toEqual([]);
});

it('START-5 a site that was built without an entry, or not at all, is named', () => {
  expect(() => assetsOf(manifest).url('src/styles/site.css')).toThrow('src/styles/site.css');
  expect(() => builtAssets('/nowhere/manifest.json')).toThrow('/nowhere/manifest.json');
});

it('HTTP-3 in development pages name the sources', () => {
  const assets = developmentAssets('http://localhost:5173/');
  expect(assets.url('src/room.ts')).toBe('http://localhost:5173/src/room.ts');
  expect(assets.before).toEqual(['http://localhost:5173/@vite/client']);
});
