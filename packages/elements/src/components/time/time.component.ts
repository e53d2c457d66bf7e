import { consume } from '@lit/context';
import { html } from 'lit';
import { property } from 'lit/decorators.js';
import { clockContext, type Now } from '../../context/index.ts';
import { Ticker } from '../../controllers/ticker.ts';
import { ParleyElement } from '../../internal/parley-element.ts';
import { exactTime, relativeTime } from '../../localize/index.ts';
import styles from './time.styles.ts';

/**
 * A moment: relative in words, exact in its title and for machines.
 *
 * @tag parley-time
 */
export class ParleyTime extends ParleyElement {
  static override styles = styles;

  /** The moment in ms since 1970 UTC. */
  @property({ type: Number }) at = 0;

  /** Tells the time to compare with. */
  @consume({ context: clockContext, subscribe: true })
  @property({ attribute: false })
  now: Now = Date.now;

  constructor() {
    super();
    new Ticker(this);
  }

  override render() {
    const exact = exactTime(this.at, this.terms.lang);
    return html`<time datetime=${new Date(this.at).toISOString()} title=${exact}>${relativeTime(this.at, this.now(), this.terms)}</time>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'parley-time': ParleyTime;
  }
}
