/** The page of all settings. */
import { VARIABLES, type Variable } from '../config/variables.ts';
import { code, page, table } from './table.ts';

const HEADS = ['variable', 'default', 'meaning'];

const standardOf = ({ standard, unit }: Variable<unknown>): string => {
  if (standard === undefined || standard === '') return 'not set';
  return unit ? `${code(standard)} ${unit}` : code(standard);
};
const meaningOf = ({ meaning, shown }: Variable<unknown>): string =>
  shown === undefined ? meaning : `${meaning} *Never shown${shown === 'address' ? ' with its password' : ''}.*`;

export function configurationPage(): string {
  const groups: { title: string; rows: string[][] }[] = [];
  for (const [name, variable] of Object.entries(VARIABLES)) {
    if (variable.group !== undefined) groups.push({ title: variable.group, rows: [] });
    groups.at(-1)?.rows.push([code(name), standardOf(variable), meaningOf(variable)]);
  }
  return page('Configuration', 'apps/server/src/config/variables.ts', [
    'A server is set by its environment alone. Everything is read and checked once, at the start: what is wrong is said in one line for each variable, all at once, and nothing is started. A variable that is empty counts as absent. A name that begins with `PARLEY_` and stands in no table is warned of.',
    '`npm run parley -- config` checks the present environment and prints every setting, with secrets hidden. A start prints those that differ from the defaults.',
    ...groups.flatMap(({ title, rows }) => [`## ${title}`, table(HEADS, rows)]),
  ]);
}
