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
    label {
      display: inline-flex;
      align-items: center;
      gap: 0.5rem;
      color: var(--_soft);
    }
    select {
      min-block-size: 2rem;
      padding: 0 0.25rem;
      border: 1px solid var(--_line);
      border-radius: var(--_radius);
      background: var(--_paper);
      color: var(--_ink);
    }
  `,
];
