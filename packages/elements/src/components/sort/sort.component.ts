import { ORDERS, type Order, order } from '@parley/protocol';
import { html } from 'lit';
import { ViewSlice } from '../../controllers/view-slice.ts';
import { ParleyElement } from '../../internal/parley-element.ts';
import styles from './sort.styles.ts';

/**
 * The order of the top level. Replies always read from their beginning.
 *
 * @tag parley-sort
 */
export class ParleySort extends ParleyElement {
  static override styles = styles;

  private readonly order = new ViewSlice(this, (view) => view.order);

  override render() {
    const chosen = this.order.value;
    return html`<label>
      <span>${this.terms.sortBy}</span>
      <select aria-label=${this.terms.sortBy} @change=${this.choose}>
        ${ORDERS.map((each: Order) => html`<option value=${each} ?selected=${each === chosen} .selected=${each === chosen}>${this.terms.orders[each]}</option>`)}
      </select>
    </label>`;
  }

  private choose(event: Event): void {
    const chosen = order.safeParse((event.target as HTMLSelectElement).value);
    // A failed load shows at the list itself, with its reason.
    if (chosen.success) void this.client?.setOrder(chosen.data);
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'parley-sort': ParleySort;
  }
}
