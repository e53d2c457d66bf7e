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
    span {
      display: inline-flex;
      align-items: center;
      gap: 0.375rem;
      color: var(--_soft);
    }
    span::before {
      content: '';
      inline-size: 0.5rem;
      block-size: 0.5rem;
      border: 1.5px solid currentcolor;
      border-radius: 50%;
    }
    .connecting::before {
      display: none;
    }
    .live {
      color: var(--_good);
    }
    .live::before {
      background: currentcolor;
    }
    .offline,
    .refused,
    .closed {
      color: var(--_bad);
    }
  `,
];
