import { createContext } from '@lit/context';
import type { RoomClient } from '@parley/client';

/** The client of the room a part stands in. Each part may also be given one as its property. */
export const clientContext = createContext<RoomClient | undefined>(Symbol('parley-client'));
