import { css } from 'lit';
import { base } from '../../styles/base.styles.ts';
import { tokens } from '../../styles/tokens.styles.ts';

export default [
  tokens,
  base,
  css`
    :host {
      display: inline-block;
    }
    button {
      color: var(--_accent);
      font-weight: 600;
    }
    :host([floating]) button {
      padding-inline: 1rem;
      min-block-size: 2.25rem;
      border-radius: 1.125rem;
      background: var(--_accent);
      color: var(--_accent-ink);
      box-shadow: 0 2px 10px rgb(0 0 0 / 25%);
      pointer-events: auto;
    }
  `,
];
