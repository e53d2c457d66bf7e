import type { Sight } from '../../controllers/sight.ts';

/** `j` and `k` walk to the next and the earlier comment, while the focus is on a comment: never while someone writes. */
export function walkComments(event: KeyboardEvent, sight: Sight): void {
  const step = event.key === 'j' ? 1 : event.key === 'k' ? -1 : 0;
  if (step === 0 || event.ctrlKey || event.metaKey || event.altKey) return;
  const path = event.composedPath();
  if (path.some((at) => at instanceof HTMLElement && at.matches('input, textarea, select, dialog'))) return;
  const all = sight.all();
  const at = all.findIndex(({ element }) => path.includes(element));
  const next = all[at + step]?.element;
  if (at < 0 || !(next instanceof HTMLElement)) return;
  event.preventDefault();
  next.focus();
  next.scrollIntoView({ block: 'nearest' });
}
