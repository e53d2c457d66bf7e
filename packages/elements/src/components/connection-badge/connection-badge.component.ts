import type { RoomStatus } from '@parley/client';
import { html } from 'lit';
import { ViewSlice } from '../../controllers/view-slice.ts';
import { ParleyElement } from '../../internal/parley-element.ts';
import type { Terms } from '../../localize/index.ts';
import styles from './connection-badge.styles.ts';

/**
 * What the status is called. Nothing before it is known whether the first connection comes about. A refused or closed connection does
 * not come back: to a reader it is offline.
 */
export function statusText(terms: Terms, status: RoomStatus): string {
  if (status === 'connecting') return '';
  return status === 'live' || status === 'reconnecting' ? terms[status] : terms.offline;
}

/**
 * Whether the discussion is live. A change is told to screen readers.
 *
 * @tag parley-connection-badge
 */
export class ParleyConnectionBadge extends ParleyElement {
  static override styles = styles;

  private readonly status = new ViewSlice(this, (view) => view.status);

  override render() {
    const status = this.status.value ?? 'offline';
    return html`<span role="status" class=${status}>${statusText(this.terms, status)}</span>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'parley-connection-badge': ParleyConnectionBadge;
  }
}
