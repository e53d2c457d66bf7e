import { css } from 'lit';
import { base } from '../../styles/base.styles.ts';
import { tokens } from '../../styles/tokens.styles.ts';

export default [
  tokens,
  base,
  css`
    :host {
      display: inline-block;
      color: var(--_soft);
      font-variant-numeric: tabular-nums;
    }
  `,
];
