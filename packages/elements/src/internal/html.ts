import type { TemplateResult } from 'lit';

/**
 * The tag of a template that is shown both live and in a server's HTML: lit's own in a browser, on a server the one whose HTML
 * carries no marks for a client to find its parts by.
 */
export type Html = (strings: TemplateStringsArray, ...values: unknown[]) => TemplateResult;
