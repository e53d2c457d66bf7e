import * as z from 'zod/mini';
import { base } from './base.ts';

/** Deletes all that this person wrote in this room. */
export const deleteMyComments = z.strictObject({ ...base });
export type DeleteMyComments = z.infer<typeof deleteMyComments>;
