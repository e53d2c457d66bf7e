import { commandId } from '../ids.ts';

/** What every command carries: the id under which its first outcome is kept, so that a retry is never a second command. */
export const base = { command: commandId };
