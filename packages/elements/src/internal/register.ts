/** Defines a tag once: a page may load two copies of this code. */
export function register(tag: string, type: CustomElementConstructor): void {
  if (!customElements.get(tag)) customElements.define(tag, type);
}
