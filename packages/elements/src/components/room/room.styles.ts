import { css } from 'lit';
import { base } from '../../styles/base.styles.ts';
import { roomStyles } from '../../styles/room.styles.ts';
import { threadStyles } from '../../styles/thread.styles.ts';
import { tokens } from '../../styles/tokens.styles.ts';

export default [
  tokens,
  base,
  threadStyles,
  roomStyles,
  css`
    :host([theme='light']) {
      color-scheme: light;
    }
    :host([theme='dark']) {
      color-scheme: dark;
    }
    :host([theme='auto']) {
      color-scheme: light dark;
    }
    .live {
      display: flex;
      gap: 0.875rem;
    }
    .thread {
      position: relative;
    }
    /* Zero high, so that it comes and goes without moving anything; it lies over the bar, and sticks when that is gone. */
    .pill {
      position: sticky;
      inset-block-start: calc(var(--parley-sticky-top, 0px) + 0.25rem);
      z-index: 2;
      display: flex;
      justify-content: center;
      block-size: 0;
      pointer-events: none;
    }
    .toasts {
      position: sticky;
      inset-block-end: 0.75rem;
      z-index: 2;
      display: flex;
      flex-direction: column;
      justify-content: flex-end;
      align-items: center;
      block-size: 0;
      pointer-events: none;
    }
    .toast {
      display: flex;
      align-items: center;
      gap: 0.75rem;
      max-inline-size: 34rem;
      padding: 0.5rem 1rem;
      border-radius: 8px;
      background: light-dark(#26231f, #ece8e1);
      color: light-dark(#fbf9f4, #1c1b19);
      box-shadow: 0 2px 12px rgb(0 0 0 / 30%);
      pointer-events: auto;
    }
    .toast button {
      flex: none;
      border-color: currentcolor;
    }
    .toast button,
    .toast button:hover {
      background: none;
    }
    .trouble {
      display: grid;
      justify-items: center;
      gap: 0.75rem;
      padding-block: 2rem;
    }
    .empty {
      padding-block: 2rem;
      text-align: center;
      color: var(--_soft);
    }
    .empty strong {
      display: block;
      color: var(--_ink);
      font-family: var(--_serif);
      font-size: 1.25rem;
      line-height: 1.75rem;
    }
    .mine {
      margin-block-end: 1rem;
      padding-inline: 0.875rem;
      border-inline-start: 3px solid var(--_accent);
      background: var(--_tint);
    }
    .mine h3 {
      margin: 0;
      padding-block-start: 0.625rem;
      font-size: 0.75rem;
      line-height: 1rem;
      color: var(--_soft);
    }
    .bone {
      block-size: 6.5rem;
      margin-block: 0.875rem;
      border-radius: var(--_radius);
      background: linear-gradient(var(--_tint) 1.25rem, transparent 1.25rem 2rem, var(--_tint) 2rem 3.25rem, transparent 3.25rem 3.75rem, var(--_tint) 3.75rem 5rem, transparent 5rem);
    }
    @media (max-width: 40rem) {
      .pill {
        justify-content: flex-end;
      }
    }
  `,
];
