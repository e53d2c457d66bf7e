import { css } from 'lit';
import { base } from '../../styles/base.styles.ts';
import { threadStyles } from '../../styles/thread.styles.ts';
import { tokens } from '../../styles/tokens.styles.ts';

export default [
  tokens,
  base,
  threadStyles,
  css`
    .more {
      margin-block: 0.25rem;
      margin-inline-start: -0.5rem;
      color: var(--_accent);
      font-weight: 600;
    }
    .fault {
      display: flex;
      flex-wrap: wrap;
      align-items: center;
      gap: 0.5rem;
      margin: 0;
      color: var(--_bad);
    }
  `,
];
