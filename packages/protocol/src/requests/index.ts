/** All requests: what a client can ask without changing anything. */
import { type Identify, identify } from './identify.ts';
import { type ReadComments, readComments } from './read-comments.ts';
import { type ReadPage, readPage } from './read-page.ts';
import { type ReadRevisions, readRevisions } from './read-revisions.ts';

export const REQUESTS = {
  identify,
  'read-page': readPage,
  'read-comments': readComments,
  'read-revisions': readRevisions,
} as const;

export type RequestName = keyof typeof REQUESTS;

export interface RequestPayloads {
  identify: Identify;
  'read-page': ReadPage;
  'read-comments': ReadComments;
  'read-revisions': ReadRevisions;
}

/** A decoded request; `kind` is the word it has on the wire. */
export type Request = { [Name in RequestName]: { readonly kind: Name } & RequestPayloads[Name] }[RequestName];

export * from './answers.ts';
export * from './identified.ts';
export * from './identify.ts';
export * from './page.ts';
export * from './read-comments.ts';
export * from './read-page.ts';
export * from './read-revisions.ts';
export * from './revisions.ts';
