/** Settings as an operator may see them. */
import { HIDDEN, withoutPasswords } from '../hide.ts';
import { VARIABLES, type Variable } from './variables.ts';

export interface Setting {
  readonly name: string;
  /** Its value without what is secret; empty when there is none. */
  readonly shown: string;
  /** Whether the environment says something else than the default. */
  readonly differs: boolean;
}

function shownOf({ shown }: Variable<unknown>, text: string): string {
  if (shown === 'hidden') return HIDDEN;
  return shown === 'address' ? withoutPasswords(text) : text;
}

/** Every setting, in the order of the table. An empty variable counts as absent. */
export function settingsOf(env: Readonly<Record<string, string | undefined>>): readonly Setting[] {
  return Object.entries(VARIABLES).map(([name, variable]) => {
    const given = env[name]?.trim() || undefined;
    const text = given ?? variable.standard ?? '';
    return {
      name,
      shown: text === '' ? '' : shownOf(variable, text),
      differs: given !== undefined && given !== variable.standard,
    };
  });
}

/** One line of what differs from the defaults, or undefined when nothing does. */
export function differences(settings: readonly Setting[]): string | undefined {
  const told = settings.filter(({ differs }) => differs).map(({ name, shown }) => `${name}=${shown}`);
  return told.length > 0 ? `Settings: ${told.join(' ')}` : undefined;
}
