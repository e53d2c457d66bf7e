import { css } from 'lit';

/** What only the page rendered on the server has: links in the place of buttons. */
export const lightStyles = css`
  .parley-thread {
    color: var(--_ink);
    font-family: var(--_sans);
    font-size: 0.875rem;
    line-height: 1.25rem;
    text-align: start;
  }
  .parley-thread *,
  .parley-thread *::before,
  .parley-thread *::after {
    box-sizing: border-box;
  }
  .parley-noscript {
    display: none;
    margin: 0;
  }
  @media (scripting: none) {
    .parley-noscript {
      display: block;
    }
    .parley-thread .parley-compose {
      min-block-size: 0;
    }
  }
  .parley-bar,
  .parley-noscript {
    color: var(--_soft);
  }
  /* Without buttons beside it the score stands at the edge of its text. */
  .parley-thread .parley-foot {
    margin-inline-start: 0;
  }
  .parley-thread .parley-score {
    padding-inline: 0;
    text-align: start;
  }
  .parley-order {
    display: inline-flex;
    align-items: center;
    min-block-size: 1.75rem;
    color: var(--_accent);
  }
  .parley-order[aria-current] {
    color: var(--_ink);
    font-weight: 600;
    text-decoration: none;
  }
  .parley-more {
    margin: 0.25rem 0 0.25rem -0.5rem;
  }
  .parley-more a {
    display: inline-flex;
    align-items: center;
    min-block-size: 1.75rem;
    padding-inline: 0.5rem;
    color: var(--_accent);
    font-weight: 600;
    text-decoration: none;
  }
  .parley-more a:hover {
    text-decoration: underline;
  }
  .parley-empty {
    padding-block: 2rem;
    text-align: center;
    color: var(--_soft);
  }
`;
