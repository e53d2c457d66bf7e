/** Histories that were made wrong on purpose, one fault each, with the invariants that the checker must find broken, and no others. */
import { DOCTORED_ROOMS } from './doctored-room.ts';
import { DOCTORED_TOLD } from './doctored-told.ts';
import type { Doctored } from './doctoring.ts';

export const DOCTORED: readonly Doctored[] = [...DOCTORED_ROOMS, ...DOCTORED_TOLD];
