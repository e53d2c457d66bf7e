import { css } from 'lit';
import { base } from '../../styles/base.styles.ts';
import { tokens } from '../../styles/tokens.styles.ts';

export default [
  tokens,
  base,
  css`
    .quiet {
      margin-inline-start: -0.5rem;
    }
    .panel {
      display: grid;
      gap: 0.5rem;
      justify-items: start;
      margin-block-start: 0.5rem;
      padding: 0.875rem;
      border: 1px solid var(--_line);
      border-radius: var(--_radius);
    }
    p {
      margin: 0;
      color: var(--_soft);
    }
    .row {
      display: flex;
      flex-wrap: wrap;
      gap: 0.5rem;
    }
  `,
];
