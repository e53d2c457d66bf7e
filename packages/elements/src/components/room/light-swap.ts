import { deepElements } from '../../internal/deep.ts';
import { scrollerOf } from '../../internal/scroller.ts';
import { ParleyText } from '../text/text.component.ts';

/** How long to wait for the parser before the texts are shown as typed, in ms. */
const WAIT_FOR_TEXTS_MS = 3_000;

/** Settles when all texts below a root have their final form, or have waited long enough. */
export async function textsReady(root: ParentNode): Promise<void> {
  const texts = [...deepElements(root)].filter((element) => element instanceof ParleyText);
  const late = new Promise<void>((resolve) => setTimeout(resolve, WAIT_FOR_TEXTS_MS));
  await Promise.race([Promise.all(texts.map((text) => text.ready)), late]);
}

/** Where the reader is in the HTML of the server: the first of its comments in sight. */
export function placeInLight(room: HTMLElement): { readonly comment: string; readonly top: number } | undefined {
  for (const element of room.querySelectorAll<HTMLElement>('[data-comment]')) {
    const { top, bottom } = element.getBoundingClientRect();
    if (bottom > 0 && top < innerHeight) return { comment: element.dataset.comment ?? '', top };
  }
  return undefined;
}

/** The comment of the server's HTML that has the focus, itself or by one of its links. */
export function focusInLight(room: HTMLElement): string | undefined {
  return room.querySelector(':focus')?.closest<HTMLElement>('[data-comment]')?.dataset.comment;
}

/** Scrolls so that an element stands where the reader had it. */
export function bringTo(element: Element, top: number): void {
  const shift = element.getBoundingClientRect().top - top;
  if (Math.abs(shift) >= 0.5) scrollerOf(element).scrollBy({ top: shift, behavior: 'instant' });
}
