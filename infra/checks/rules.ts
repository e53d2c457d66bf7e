/** Rules of SPEC.md against the titles of the tests. */
import { rulesNamed } from '../dev/lib/rules.mjs';
import type { Title } from './titles.ts';

export interface RuleFaults {
  /** Rules without a test. */
  readonly unproven: readonly string[];
  /** Tests that name no rule, or one that does not exist. */
  readonly astray: readonly string[];
  /** Numbers given twice. */
  readonly twice: readonly string[];
}

export function ruleFaults(rules: readonly string[], titles: readonly Title[]): RuleFaults {
  const known = new Set(rules);
  const proven = new Set(titles.flatMap(({ text }) => rulesNamed(text ?? '')));
  return {
    unproven: [...known].filter((rule) => !proven.has(rule)),
    astray: titles
      .filter(({ text }) => !namesKnown(text, known))
      .map(({ where, text }) => `${where}: ${text ?? 'title is no literal'}`),
    twice: rules.filter((rule, index) => rules.indexOf(rule) !== index),
  };
}

function namesKnown(text: string | undefined, known: ReadonlySet<string>): boolean {
  const named = rulesNamed(text ?? '');
  return named.length > 0 && named.every((rule) => known.has(rule));
}
