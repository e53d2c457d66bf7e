/** One good message of each kind. */
import type { CommandName, EventName, NoticeName, RequestName } from '../src/index.ts';

export const uuid = (n: number): string => `00000000-0000-7000-8000-${String(n).padStart(12, '0')}`;

const command = uuid(1);
const comment = uuid(2);
const summary = { title: 'A room', status: 'open', comments: 1, topLevel: 1 };
const content = {
  id: comment,
  parent: null,
  root: comment,
  depth: 0,
  born: 1,
  author: { tag: 'tag', name: 'Ann' },
  body: 'hello',
  createdAt: 1,
  editedAt: null,
  editCount: 0,
  status: 'visible',
  contentRev: 1,
};
const tally = { id: comment, up: 1, down: 0, replyCount: 0, best: -5, tallyRev: 2 };
const mine = [{ comment, value: 1, rev: 2 }];
const frame = { epoch: 'e', from: 0, to: 2, content: [content], tallies: [tally], summary };
const windows = [{ parent: null, order: 'newest', first: null, last: [1, 1] }];

export const page = { epoch: 'e', head: 2, summary, windows, content: [content], tallies: [tally], mine };

export const commands: Record<CommandName, Record<string, unknown>> = {
  'post-comment': { command, comment, parent: null, body: 'hello', name: 'Ann' },
  'edit-comment': { command, comment, body: 'hello', editCount: 0 },
  'delete-comment': { command, comment },
  'delete-my-comments': { command },
  'cast-vote': { command, comment, value: -1 },
};

export const requests: Record<RequestName, Record<string, unknown>> = {
  identify: { token: 'abc' },
  'read-page': { parent: null, order: 'best', from: { at: 'after', key: [1, 2, 3] }, limit: 20, rev: 0 },
  'read-comments': { comments: [comment], rev: 3 },
  'read-revisions': { comment },
};

export const notices: Record<NoticeName, Record<string, unknown>> = {
  'acknowledge-head': { epoch: 'e', rev: 7 },
};

export const answers: Record<RequestName, Record<string, unknown>> = {
  identify: { me: 'tag' },
  'read-page': page,
  'read-comments': page,
  'read-revisions': { comment, revisions: [{ number: 0, body: null, writtenAt: null, replacedAt: 5, replies: 0 }] },
};

export const hello = { protocol: 1, room: 'a-room', order: 'newest', resume: { epoch: 'e', rev: 1 }, title: 'A room' };

const welcome = { protocol: 1, me: null, exists: true, watching: 1, now: 5, retryWindowMs: 1_000, acknowledgeEveryMs: 3_000 };
export const events: Record<EventName, Record<string, unknown>> = {
  welcome: { ...welcome, start: { kind: 'catch-up', mine, frame } },
  'room-changed': { ...frame, acknowledgeEveryMs: 4_000 },
  'mine-changed': { epoch: 'e', facts: mine },
  'presence-changed': { watching: 3 },
  'connection-moving': { windowMs: 2_000 },
  'connection-closing': { refusal: { code: 'going-away', class: 'retry' }, retryWindowMs: 500 },
};
export const snapshotWelcome = { ...welcome, start: { kind: 'snapshot', page } };
