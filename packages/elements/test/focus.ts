import { expect } from 'vitest';

/** What has the focus, through shadow borders: by its label, else its words. */
export function focused(): string {
  let at = document.activeElement;
  while (at?.shadowRoot?.activeElement) at = at.shadowRoot.activeElement;
  return at?.getAttribute('aria-label') ?? at?.textContent?.trim() ?? '';
}

/** Waits until this has the focus. */
export const hasFocus = (name: string) => expect.poll(focused).toBe(name);
