/** Where an element scrolls: its nearest scrolling ancestor through shadow borders, else the page. */
export function scrollerOf(element: Element): Element {
  for (let at = parentOf(element); at; at = parentOf(at)) {
    const { overflowY } = getComputedStyle(at);
    if (at !== document.body && at !== document.documentElement && (overflowY === 'auto' || overflowY === 'scroll')) return at;
  }
  return document.scrollingElement ?? document.documentElement;
}

function parentOf(element: Element): Element | null {
  if (element.assignedSlot) return element.assignedSlot;
  if (element.parentElement) return element.parentElement;
  const root = element.getRootNode();
  return root instanceof ShadowRoot ? root.host : null;
}
