import { css } from 'lit';

/** A body: serif, comfortable measure, nothing sticks out of its column. */
export const textStyles = css`
  .parley-body {
    max-inline-size: var(--_measure);
    font-family: var(--_serif);
    font-size: 1.0625rem;
    line-height: 1.625rem;
    overflow-wrap: anywhere;
    unicode-bidi: isolate;
    overflow: clip;
    overflow-clip-margin: 0.5rem;
  }
  .parley-body p,
  .parley-body ul,
  .parley-body ol,
  .parley-body blockquote,
  .parley-body pre {
    margin: 0 0 0.75rem;
  }
  .parley-body > :last-child,
  .parley-body blockquote > :last-child,
  .parley-body li > :last-child {
    margin-block-end: 0;
  }
  .parley-body ul,
  .parley-body ol {
    padding-inline-start: 1.5rem;
  }
  .parley-body blockquote {
    padding-inline-start: 0.875rem;
    border-inline-start: 3px solid var(--_line);
    color: var(--_soft);
    font-style: italic;
  }
  .parley-body a {
    color: var(--_accent);
    text-decoration-thickness: 1px;
    text-underline-offset: 0.15em;
  }
  .parley-body code {
    padding-inline: 0.25em;
    border-radius: 3px;
    background: var(--_tint);
    font-family: var(--_mono);
    font-size: 0.875rem;
  }
  .parley-body pre {
    padding: 0.75rem;
    border-radius: var(--_radius);
    background: var(--_tint);
    line-height: 1.375rem;
    overflow-x: auto;
    overflow-wrap: normal;
    direction: ltr;
    text-align: left;
    tab-size: 4;
  }
  .parley-body pre code {
    padding: 0;
    background: none;
  }
`;
