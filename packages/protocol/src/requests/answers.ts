/** What each request is answered with. Apart from the requests, so that a page need not carry their strict schemas. */
import { type Identified, identified } from './identified.ts';
import { type Page, page } from './page.ts';
import { type Revisions, revisions } from './revisions.ts';

export const REQUEST_ANSWERS = {
  identify: identified,
  'read-page': page,
  'read-comments': page,
  'read-revisions': revisions,
} as const;

export interface RequestAnswers {
  identify: Identified;
  'read-page': Page;
  'read-comments': Page;
  'read-revisions': Revisions;
}
