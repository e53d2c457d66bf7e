/** Texts that are being written, kept per place so that a reload does not lose them (UI-7). */
import type { Storage } from './ports.ts';

export interface Drafts {
  read(place: string): string;
  save(place: string, text: string): void;
  /** Clears a place whose text the server has now; a text that was changed meanwhile stays. */
  settle(place: string, text: string): void;
}

export function createDrafts(storage: Storage, prefix: string): Drafts {
  const key = (place: string) => `${prefix}draft:${place}`;
  const read = (place: string) => storage.get(key(place)) ?? '';
  return {
    read,
    save(place, text) {
      if (text === '') storage.remove(key(place));
      else storage.set(key(place), text);
    },
    settle(place, text) {
      if (read(place).trim() === text.trim()) storage.remove(key(place));
    },
  };
}
