import { html, nothing } from 'lit';
import { ViewSlice } from '../../controllers/view-slice.ts';
import { ParleyElement } from '../../internal/parley-element.ts';
import styles from './presence.styles.ts';

/**
 * How many people watch the room now; nothing while nobody is known to, or while the number may be an old one.
 *
 * @tag parley-presence
 */
export class ParleyPresence extends ParleyElement {
  static override styles = styles;

  private readonly watching = new ViewSlice(this, (view) => (view.status === 'live' ? view.watching : 0));

  override render() {
    const count = this.watching.value ?? 0;
    return count > 0 ? html`<span>${this.terms.watching(count)}</span>` : nothing;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'parley-presence': ParleyPresence;
  }
}
