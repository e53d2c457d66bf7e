import { css } from 'lit';
import { base } from '../../styles/base.styles.ts';
import { textStyles } from '../../styles/text.styles.ts';
import { tokens } from '../../styles/tokens.styles.ts';

export default [
  tokens,
  base,
  textStyles,
  css`
    dialog {
      inline-size: min(44rem, calc(100vw - 2rem));
      max-block-size: min(44rem, calc(100vh - 2rem));
      padding: 1.25rem;
      border: 1px solid var(--_line);
      border-radius: 8px;
      background: var(--_paper);
      color: var(--_ink);
    }
    dialog::backdrop {
      background: rgb(0 0 0 / 40%);
    }
    header {
      display: flex;
      align-items: center;
      justify-content: space-between;
      gap: 1rem;
    }
    h2 {
      margin: 0;
      font-size: 1.125rem;
      line-height: 1.5rem;
    }
    ol {
      margin: 0;
      padding: 0;
      list-style: none;
    }
    li {
      padding-block: 0.875rem;
      border-block-start: 1px solid var(--_line);
    }
    p {
      margin: 0 0 0.5rem;
      color: var(--_soft);
    }
    .missing {
      font-style: italic;
    }
  `,
];
