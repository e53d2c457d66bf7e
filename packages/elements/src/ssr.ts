/**
 * The thread as plain HTML, for a server: no custom elements inside, no styles, no scripts. Needs `styles/thread.css`. It stands inside
 * `<parley-room snapshot=…>`, which puts its live thread in this one's place, and is readable without it.
 */
export type { ThreadLinks } from './ssr/links.ts';
export { type ThreadInput, threadTemplates } from './ssr/thread.ts';
