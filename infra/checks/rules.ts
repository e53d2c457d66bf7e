/** Rules of SPEC.md against the titles of the tests. */
import type { Title } from './titles.ts';

/** Ids of the rules that a specification states: `- POST-1 …`. */
export const rulesOf = (spec: string): string[] => [...spec.matchAll(/^- ([A-Z]+-\d+) /gm)].map((match) => match[1] as string);

/** The rules that a title begins with: `POST-1 …`, `POST-1 POST-2 …`, `POST-1, POST-2: …`. */
export const rulesNamed = (title: string): string[] =>
  [...(/^(?:[A-Z]+-\d+[\s,:+]+)+/.exec(`${title} `)?.[0] ?? '').matchAll(/[A-Z]+-\d+/g)].map((match) => match[0]);

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
