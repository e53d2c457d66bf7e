import { describe, expect, it } from 'vitest';
import { anyIn, outsideIn, sinksIn, skipsIn } from './forbidden.ts';
import { holdsTests, isTest, read, type SourceFile, scripts } from './sources.ts';

const doctored = (text: string): SourceFile => ({ path: 'doctored.ts', text });
const all = scripts();
const heart = all.filter(({ path }) => /^packages\/(protocol|model|engine)\/src\//.test(path) && !holdsTests(path));

describe('markup sinks', () => {
  // A few checks ask whether hostile text stayed text; they read markup, they never write it.
  const shipped = all.filter(({ path }) => !isTest(path) && !path.startsWith('infra/checks/'));

  it('TREE-5 the tree has none', () => {
    expect(shipped.flatMap(sinksIn)).toEqual([]);
  });

  it.each([
    'node.innerHTML = text;',
    "node['outerHTML'] = text;",
    "node.insertAdjacentHTML('beforeend', text);",
    "import { unsafeHTML } from 'lit/directives/unsafe-html.js';",
    'document.write(text);',
    'window.document.writeln(text);',
    'eval(text);',
    'new Function(text);',
    'html`<div .innerHTML=$' + '{text}></div>`;',
    'html`<iframe srcdoc="$' + '{text}"></iframe>`;',
  ])('TREE-5 turns red for %s', (text) => {
    expect(sinksIn(doctored(text))).not.toEqual([]);
  });

  it('TREE-5 a word in a comment or a text is none', () => {
    expect(sinksIn(doctored("// never innerHTML\nconst a = 'innerHTML'; stream.write(a); const f: Function = g;"))).toEqual([]);
  });
});

describe('the heart', () => {
  it('TREE-6 protocol, model and engine reach time, chance, timers and a console through ports only', () => {
    expect(heart.flatMap(outsideIn)).toEqual([]);
    expect(heart.length).toBeGreaterThan(20);
  });

  it.each([
    'const now = Date.now();',
    'const now = new Date();',
    'const x = Math.random();',
    'setTimeout(() => {}, 5);',
    'globalThis.setInterval(f, 5);',
    "console.log('x');",
    'items.forEach(console.error);',
    'const id = crypto.randomUUID();',
  ])('TREE-6 turns red for %s', (text) => {
    expect(outsideIn(doctored(text))).not.toEqual([]);
  });

  it('TREE-6 the same through a port is fine', () => {
    expect(outsideIn(doctored('clock.setTimeout(f, 5); clock.now(); new Date(at).toISOString();'))).toEqual([]);
  });
});

describe('the compiler', () => {
  it('TREE-7 is never switched off', () => {
    expect(all.filter(({ path }) => path.endsWith('.ts')).flatMap(anyIn)).toEqual([]);
    const strict = JSON.parse(read('tsconfig.json').text) as { compilerOptions: Record<string, unknown> };
    expect(strict.compilerOptions).toMatchObject({
      strict: true,
      noUncheckedIndexedAccess: true,
      exactOptionalPropertyTypes: true,
    });
  });

  it.each(['const x: any = 1;', 'const x = y as any;', 'function f(x: any[]) {}', '// @ts-expect-error later\nx();'])(
    'TREE-7 turns red for %s',
    (text) => {
      expect(anyIn(doctored(text))).toHaveLength(1);
    },
  );

  it('TREE-7 the word in a text is fine', () => {
    expect(anyIn(doctored("const any = 'any'; expect.any(String);"))).toEqual([]);
  });
});

describe('left-out tests', () => {
  it('TREE-3 no suite leaves a test out', () => {
    expect(all.filter(({ path }) => holdsTests(path)).flatMap(skipsIn)).toEqual([]);
  });

  it.each([
    "it.skip('x', () => {});",
    "describe.only('x', () => {});",
    "it.todo('x');",
    "test.skip(true, 'why');",
    "test.fixme('x', () => {});",
    "it.skipIf(true)('x', () => {});",
    "xit('x', () => {});",
    "it.concurrent.only('x', () => {});",
  ])('TREE-3 turns red for %s', (text) => {
    expect(skipsIn(doctored(text))).not.toEqual([]);
  });

  it('TREE-3 an ordinary test is fine', () => {
    expect(skipsIn(doctored("it('x', () => {}); list.only('y'); stream.skip(3);"))).toEqual([]);
  });
});
