import { createContext } from '@lit/context';

/** Tells the server's time in ms, so that "2 minutes ago" is right on a machine whose clock is off. */
export type Now = () => number;

export const clockContext = createContext<Now>(Symbol('parley-clock'));
