/** Plain advice for each refusal, for logs and tools. Apart from the classes: a page shows its own terms and need not carry these. */
import { NAME_MAX_CODE_POINTS } from './limits.ts';
import type { RefusalCode } from './refusals.ts';

export const REFUSAL_ADVICE: Readonly<Record<RefusalCode, string>> = {
  malformed: 'The message does not have the form this server understands.',
  'unknown-command': 'This server knows no such command.',
  'too-large': 'The message is larger than this server accepts.',
  'text-empty': 'Write something that can be seen.',
  'text-too-long': 'Shorten the text.',
  'text-not-allowed': 'The text has characters that cannot be kept, such as NUL.',
  'name-not-allowed': `Choose a name of at most ${NAME_MAX_CODE_POINTS} characters, none invisible or direction-changing.`,
  'id-taken': 'This id names another comment: make a new one.',
  'edited-elsewhere': 'The comment was edited meanwhile: look at its current text and edit again.',
  'own-comment': 'People do not vote on their own comments.',
  'not-yours': 'Only its author may do this.',
  'too-deep': 'Reply further up: this thread is nested as deeply as it can be.',
  'not-found': 'There is no such comment in this room.',
  gone: 'The comment was deleted or removed.',
  'no-such-room': 'There is no such room.',
  'room-locked': 'The discussion is closed; reading goes on.',
  banned: 'You may not write here.',
  'origin-not-allowed': 'This page may not embed discussions of this server.',
  'sign-in-needed': 'Writing needs a token.',
  'token-not-valid': 'The token is not valid here: ask for a new one.',
  'slow-down': 'Too many at once: wait a moment.',
  'too-many-in-flight': 'Wait for earlier answers first.',
  overloaded: 'The server has more to do than it can: try again shortly.',
  'store-unavailable': 'Nothing can be stored right now: try again shortly.',
  'going-away': 'This server is stopping: connect again.',
  internal: 'Something went wrong on the server.',
  'too-old': 'This client speaks an older protocol: reload the page.',
};
