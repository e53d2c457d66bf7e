/** The thread as plain HTML, for a server: no custom elements inside, no styles, no scripts. Needs `styles/thread.css`. */
import { html } from '@lit-labs/ssr';
import { threadTemplates } from './ssr/thread.ts';

/** To stand inside `<parley-room snapshot=…>`, which puts its live thread in this one's place. Readable without it. */
export const renderThread = threadTemplates(html);

export type { ThreadLinks } from './ssr/links.ts';
export type { ThreadInput } from './ssr/thread.ts';
