import { css } from 'lit';

/** The frame of a room, shared with the page rendered on the server. */
export const roomStyles = css`
  .parley-title-row {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    justify-content: space-between;
    gap: 0 1rem;
    min-block-size: 2.5rem;
    padding-block-start: 0.75rem;
    border-block-start: 2px solid var(--_ink);
  }
  .parley-title {
    margin: 0;
    font-family: var(--_serif);
    font-size: 1.375rem;
    line-height: 1.75rem;
    font-weight: 700;
  }
  .parley-compose {
    min-block-size: 9.25rem;
    margin-block: 0.5rem 1rem;
  }
  @media (max-width: 40rem) {
    .parley-compose {
      min-block-size: 12rem;
    }
  }
  .parley-closed {
    margin-block: 0.5rem 1rem;
    color: var(--_soft);
  }
  .parley-bar {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 0 1rem;
    min-block-size: 2.75rem;
    border-block-end: 1px solid var(--_line);
  }
`;
