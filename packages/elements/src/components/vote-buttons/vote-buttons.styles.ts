import { css } from 'lit';
import { base } from '../../styles/base.styles.ts';
import { threadStyles } from '../../styles/thread.styles.ts';
import { tokens } from '../../styles/tokens.styles.ts';

export default [
  tokens,
  base,
  threadStyles,
  css`
    :host {
      display: inline-flex;
      align-items: center;
    }
    .votes {
      display: inline-flex;
      align-items: center;
    }
    button {
      display: grid;
      place-items: center;
      padding: 0;
      color: var(--_soft);
    }
    button:hover {
      color: var(--_ink);
    }
    button[aria-pressed='true'] {
      background: color-mix(in srgb, var(--_accent) 14%, transparent);
      color: var(--_accent);
    }
    svg {
      inline-size: 0.875rem;
      block-size: 0.875rem;
      fill: none;
      stroke: currentcolor;
      stroke-width: 1.5;
      stroke-linejoin: round;
    }
    button[aria-pressed='true'] svg {
      fill: currentcolor;
    }
  `,
];
