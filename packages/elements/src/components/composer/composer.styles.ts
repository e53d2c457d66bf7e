import { css } from 'lit';
import { base } from '../../styles/base.styles.ts';
import { tokens } from '../../styles/tokens.styles.ts';

export default [
  tokens,
  base,
  css`
    :host {
      scroll-margin-block: var(--parley-sticky-top, 0px) 0.5rem;
    }
    form {
      margin: 0;
    }
    textarea,
    input {
      inline-size: 100%;
      border: 1px solid var(--_line);
      border-radius: var(--_radius);
      background: var(--_paper);
    }
    textarea::placeholder,
    input::placeholder {
      color: var(--_soft);
      opacity: 1;
    }
    textarea:focus-visible,
    input:focus-visible {
      border-color: var(--_accent);
      outline: 1px solid var(--_accent);
      outline-offset: 0;
    }
    textarea {
      display: block;
      min-block-size: 6rem;
      max-block-size: 60vh;
      padding: 0.625rem 0.75rem;
      font-family: var(--_serif);
      font-size: 1.0625rem;
      line-height: 1.625rem;
      resize: vertical;
      field-sizing: content;
      unicode-bidi: plaintext;
    }
    textarea[readonly] {
      color: var(--_soft);
      background: var(--_tint);
    }
    input {
      min-block-size: 2.25rem;
      max-inline-size: 16rem;
      padding: 0.25rem 0.75rem;
    }
    .row {
      display: flex;
      flex-wrap: wrap;
      align-items: center;
      gap: 0.5rem;
      margin-block-start: 0.5rem;
    }
    .row input {
      flex: 1 1 7rem;
      min-inline-size: 0;
    }
    .gap {
      flex: 1 1 0;
    }
    .row button {
      flex: none;
    }
    /* A name needs a line of its own where a line is short; the room keeps the place for it. */
    @media (max-width: 40rem) {
      .row input {
        flex-basis: 100%;
        max-inline-size: none;
      }
    }
    .note {
      margin: 0.5rem 0 0;
      color: var(--_soft);
    }
    .fault {
      color: var(--_bad);
    }
    .preview {
      margin-block-start: 0.5rem;
      padding: 0.625rem 0.75rem;
      border: 1px dashed var(--_line);
      border-radius: var(--_radius);
    }
  `,
];
