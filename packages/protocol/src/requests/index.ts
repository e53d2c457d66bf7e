/** All requests: what a client can ask without changing anything. */
import { type Identified, type Identify, identified, identify } from './identify.ts';
import { type ReadComments, readComments } from './read-comments.ts';
import { type Page, page, type ReadPage, readPage } from './read-page.ts';
import { type ReadRevisions, type Revisions, readRevisions, revisions } from './read-revisions.ts';

export const REQUESTS = {
  identify,
  'read-page': readPage,
  'read-comments': readComments,
  'read-revisions': readRevisions,
} as const;

/** What each request is answered with. */
export const REQUEST_ANSWERS = {
  identify: identified,
  'read-page': page,
  'read-comments': page,
  'read-revisions': revisions,
} as const;

export type RequestName = keyof typeof REQUESTS;

export interface RequestPayloads {
  identify: Identify;
  'read-page': ReadPage;
  'read-comments': ReadComments;
  'read-revisions': ReadRevisions;
}

export interface RequestAnswers {
  identify: Identified;
  'read-page': Page;
  'read-comments': Page;
  'read-revisions': Revisions;
}

/** A decoded request; `kind` is the word it has on the wire. */
export type Request = { [Name in RequestName]: { readonly kind: Name } & RequestPayloads[Name] }[RequestName];

export * from './identify.ts';
export * from './read-comments.ts';
export * from './read-page.ts';
export * from './read-revisions.ts';
