import { type Setting, settingsOf } from '../config/show.ts';
import { soundConfig, unknownVariables } from '../config.ts';
import type { StoreCommand } from './command.ts';

const lineOf = ({ name, shown, differs }: Setting): string =>
  shown === '' ? `${name} is not set` : `${name}=${shown}${differs ? '' : '  (default)'}`;

export const config: StoreCommand = {
  usage: 'config',
  says: 'checks the environment and prints every setting, secrets hidden',
  parseForStore: (words) =>
    words.length > 0
      ? undefined
      : async (env) => {
          soundConfig(env);
          const unknown = unknownVariables(env).map((name) => `${name} sets nothing: look for a typing error`);
          return { ok: true, lines: [...settingsOf(env).map(lineOf), ...unknown] };
        },
};
