import { css } from 'lit';

/**
 * Colours, type and spaces. Each has a public property `--parley-…` that a site may set. Light or dark follows the page's
 * `color-scheme`, so an embed on a light page stays light; the room's `theme` attribute overrides it.
 * Line heights and gaps are whole pixels at 16 px, so that what is inserted can be balanced exactly while scrolling.
 */
export const tokens = css`
  :host {
    --_ink: var(--parley-ink, light-dark(#1c1b19, #e9e6e0));
    --_soft: var(--parley-ink-soft, light-dark(#5f5b54, #a8a39a));
    --_line: var(--parley-line, light-dark(#e2ddd3, #3a3733));
    --_paper: var(--parley-paper, light-dark(#fffefb, #171614));
    --_tint: var(--parley-tint, light-dark(#f5f2ea, #211f1c));
    --_accent: var(--parley-accent, light-dark(#8a2a1c, #f0a08e));
    --_accent-ink: var(--parley-accent-ink, light-dark(#ffffff, #1c1210));
    --_good: var(--parley-good, light-dark(#2c6a3f, #8ccf9f));
    --_bad: var(--parley-bad, light-dark(#a1261a, #ff9f90));
    --_mark: var(--parley-mark, light-dark(#fbf0c9, #3d3517));
    --_serif: var(--parley-font-text, Charter, 'Bitstream Charter', 'Iowan Old Style', 'Source Serif 4', Georgia, 'Liberation Serif', serif);
    --_sans: var(--parley-font-ui, system-ui, -apple-system, 'Segoe UI', 'Helvetica Neue', 'Liberation Sans', Arial, sans-serif);
    --_mono: var(--parley-font-code, ui-monospace, 'Cascadia Mono', Menlo, Consolas, 'Liberation Mono', monospace);
    --_radius: var(--parley-radius, 4px);
    --_indent: var(--parley-indent, 1.5rem);
    --_measure: var(--parley-measure, 65ch);
  }
`;
