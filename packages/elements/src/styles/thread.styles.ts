import { css } from 'lit';

/** Lists and comments, shared by the live parts and the page rendered on the server, so that one can take the other's place. */
export const threadStyles = css`
  .parley-list {
    margin: 0;
    padding: 0;
    list-style: none;
  }
  .parley-replies {
    padding-inline-start: var(--_indent);
    border-inline-start: 1px solid var(--_line);
  }
  .parley-replies.parley-flat {
    padding-inline-start: 0;
    border-inline-start: 0;
  }
  .parley-comment {
    padding-block: 0.875rem 0.375rem;
    border-radius: var(--_radius);
  }
  .parley-head {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    column-gap: 0.5rem;
    min-block-size: 1.75rem;
    color: var(--_soft);
  }
  .parley-name {
    max-inline-size: 100%;
    overflow: clip;
    overflow-clip-margin: 0.25rem;
    color: var(--_ink);
    font-weight: 600;
    overflow-wrap: anywhere;
    unicode-bidi: isolate;
  }
  .parley-time,
  .parley-edited {
    display: inline-flex;
    align-items: center;
    min-block-size: 1.5rem;
    color: var(--_soft);
    text-decoration: none;
  }
  .parley-time:hover,
  .parley-edited:hover {
    color: var(--_ink);
    text-decoration: underline;
  }
  .parley-foot {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 0 0.25rem;
    min-block-size: 2.25rem;
    margin-inline-start: -0.4375rem;
    color: var(--_soft);
  }
  .parley-score {
    min-inline-size: 1.75rem;
    padding-inline: 0.125rem;
    text-align: center;
    color: var(--_ink);
    font-variant-numeric: tabular-nums;
    font-weight: 600;
  }
  .parley-placeholder {
    margin: 0;
    min-block-size: 1.75rem;
    color: var(--_soft);
    font-style: italic;
  }
  @media (max-width: 40rem) {
    .parley-replies:not(.parley-flat) {
      padding-inline-start: var(--parley-indent-narrow, 0.75rem);
    }
  }
`;
