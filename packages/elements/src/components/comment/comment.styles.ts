import { css } from 'lit';
import { base } from '../../styles/base.styles.ts';
import { threadStyles } from '../../styles/thread.styles.ts';
import { tokens } from '../../styles/tokens.styles.ts';

export default [
  tokens,
  base,
  threadStyles,
  css`
    article {
      scroll-margin-block: var(--parley-sticky-top, 0px) 1rem;
    }
    article:focus-visible {
      outline-offset: 4px;
    }
    .parley-edited {
      padding: 0 0.125rem;
      min-block-size: 1.5rem;
      border: 0;
    }
    .parley-edited:hover {
      background: none;
    }
    .own {
      color: var(--_soft);
      font-size: 0.75rem;
    }
    .pending parley-text {
      opacity: 0.65;
    }
    .notice {
      display: flex;
      flex-wrap: wrap;
      align-items: center;
      gap: 0.25rem 0.5rem;
      margin: 0;
      min-block-size: 2.25rem;
      color: var(--_soft);
    }
    .fault {
      color: var(--_bad);
    }
    .inset {
      margin-block: 0.5rem;
    }
    .marked {
      animation: mark 4s ease-out;
    }
    @keyframes mark {
      0%,
      40% {
        background: var(--_mark);
        box-shadow: 0 0 0 0.5rem var(--_mark);
      }
    }
    @media (prefers-reduced-motion: reduce) {
      .marked {
        animation: none;
        background: var(--_mark);
      }
    }
  `,
];
