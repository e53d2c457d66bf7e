import { createContext } from '@lit/context';
import type { Sight } from '../controllers/sight.ts';

/** Where comments report themselves so that the room knows which of them are in sight. */
export const sightContext = createContext<Sight | undefined>(Symbol('parley-sight'));
