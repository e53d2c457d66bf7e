import { css } from 'lit';

/** Reset and controls, for every part. */
export const base = css`
  :host {
    display: block;
    color: var(--_ink);
    font-family: var(--_sans);
    font-size: 0.875rem;
    line-height: 1.25rem;
    text-align: start;
  }
  :host([hidden]),
  [hidden] {
    display: none !important;
  }
  *,
  *::before,
  *::after {
    box-sizing: border-box;
  }
  button,
  input,
  select,
  textarea {
    font: inherit;
    color: inherit;
  }
  button {
    min-block-size: 1.75rem;
    min-inline-size: 1.75rem;
    margin: 0;
    padding: 0.25rem 0.5rem;
    border: 1px solid transparent;
    border-radius: var(--_radius);
    background: none;
    cursor: pointer;
  }
  button:hover {
    background: var(--_tint);
  }
  button[aria-disabled='true'] {
    cursor: default;
    opacity: 0.6;
  }
  .quiet {
    color: var(--_soft);
  }
  .quiet:hover {
    color: var(--_ink);
  }
  .strong {
    padding-inline: 1rem;
    min-block-size: 2.25rem;
    background: var(--_accent);
    color: var(--_accent-ink);
    font-weight: 600;
  }
  .strong:hover {
    background: color-mix(in srgb, var(--_accent) 88%, var(--_ink));
  }
  .outline {
    border-color: var(--_line);
    background: var(--_paper);
  }
  .outline:hover {
    border-color: var(--_soft);
  }
  :focus-visible {
    outline: 2px solid var(--_accent);
    outline-offset: 2px;
  }
  .unseen {
    position: absolute;
    inline-size: 1px;
    block-size: 1px;
    margin: -1px;
    overflow: hidden;
    clip-path: inset(50%);
    white-space: nowrap;
  }
  @media (forced-colors: active) {
    button {
      border-color: ButtonText;
    }
  }
`;
