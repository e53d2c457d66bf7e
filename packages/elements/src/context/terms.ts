import { createContext } from '@lit/context';
import type { Terms } from '../localize/terms.ts';

/** The words shown. Without a provider parts speak English. */
export const termsContext = createContext<Terms>(Symbol('parley-terms'));
