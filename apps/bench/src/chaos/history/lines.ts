/**
 * What a run leaves behind: one JSON object a line, in the order in which things happened in the process that recorded them. The
 * checker reads nothing else.
 */
import {
  COMMANDS,
  commentId,
  contentPart,
  epoch,
  order,
  pageWindow,
  position,
  rev,
  roomSummary,
  tallyPart,
  voteValue,
} from '@parley/protocol';
import * as z from 'zod/mini';

/** Since the run began, ms, by a clock that never goes back. */
const at = z.number();
/** An actor, such as `writer-3`. Its connections are counted from 1. */
const who = z.string();
const line = z.int();

/** What somebody saw of a comment's text. */
const seen = z.object({ id: commentId, rev, status: z.string(), body: z.string() });
export type Seen = z.infer<typeof seen>;

const command = z.discriminatedUnion('kind', [
  z.extend(COMMANDS['post-comment'], { kind: z.literal('post-comment') }),
  z.extend(COMMANDS['edit-comment'], { kind: z.literal('edit-comment') }),
  z.extend(COMMANDS['delete-comment'], { kind: z.literal('delete-comment') }),
  z.extend(COMMANDS['delete-my-comments'], { kind: z.literal('delete-my-comments') }),
  z.extend(COMMANDS['cast-vote'], { kind: z.literal('cast-vote') }),
]);

/** A run begins. */
const started = z.object({ kind: z.literal('started'), at, run: z.string(), seed: z.int(), fault: z.string(), room: z.string() });
/**
 * Who watches, and what each must hold in the end: a list's beginning, its middle, a branch that stays collapsed or is opened, or
 * whatever they turned to. `about`: the comment in the middle, or the branch.
 */
const audience = z.object({
  ...{ kind: z.literal('audience'), at, instances: z.array(z.string()) },
  viewers: z.array(
    z.object({
      ...{ who, order: z.nullable(order), about: z.nullable(commentId) },
      holds: z.enum(['beginning', 'middle', 'collapsed', 'opened', 'anything']),
    }),
  ),
});
export type Expected = z.infer<typeof audience>['viewers'][number];
/** A command went out, for the first time or again. */
const sent = z.object({ kind: z.literal('sent'), at, who, line, person: z.string(), command });
/** Its answer came. A command without one may have been done or not. */
const answered = z.object({
  ...{ kind: z.literal('answered'), at, who, line, command: z.string() },
  answer: z.union([
    z.object({ ok: z.literal(true), epoch, rev }),
    z.object({ ok: z.literal(false), code: z.string(), class: z.string() }),
  ]),
});
/** A connection began: where its client stood. */
const hello = z.object({ kind: z.literal('hello'), at, who, line, server: z.string(), resume: z.nullable(position) });
/** It was welcomed: with all above that place, or with a first page. */
const welcomed = z.object({
  ...{ kind: z.literal('welcomed'), at, who, line, how: z.enum(['catch-up', 'snapshot']) },
  ...{ epoch, from: rev, to: rev, content: z.array(seen) },
});
/** A frame came: (from, to]; `rows` counts its parts, `last` is the highest revision among them. */
const framed = z.object({
  ...{ kind: z.literal('framed'), at, who, line, epoch, from: rev, to: rev },
  ...{ rows: z.int(), last: rev, content: z.array(seen) },
});
/** A page or comments were asked for at `asked`, naming a revision of the history the asker stood in, and came. */
const read = z.object({
  ...{ kind: z.literal('read'), at, asked: at, who, line, epoch, head: rev, content: z.array(seen) },
  named: z.nullable(position),
});
/** Right after an answer the database was asked, past every proxy: does it have what was acknowledged? */
const durable = z.object({ kind: z.literal('durable'), at, command: z.string(), found: z.boolean() });
/** Something was broken or mended. */
const fault = z.object({ kind: z.literal('fault'), at, what: z.string() });
/** A name in Redis that only the run sets: it tells whether Redis forgot. */
export const KEYS_MARK = 'chaos:mark';
/** Names that stood in Redis before it was made to forget them, and those that stand in it a while later. */
const keys = z.object({ kind: z.literal('keys'), at, before: z.array(z.string()), after: z.array(z.string()) });
/** A copy of the database was begun: all that was acknowledged before is in it. */
const copied = z.object({ kind: z.literal('copied'), at });
/** The copy took the database's place. */
const restored = z.object({ kind: z.literal('restored'), at });
/** What a client held at the end. */
const view = z.object({
  ...{
    kind: z.literal('view'),
    at,
    who,
    status: z.string(),
    epoch: z.nullable(epoch),
    cursor: rev,
    summary: z.nullable(roomSummary),
  },
  ...{ windows: z.array(pageWindow), content: z.array(contentPart), tallies: z.array(tallyPart) },
});
/** All of the room at the end, as the database or one instance told it. */
const store = z.object({
  ...{ kind: z.literal('store'), at, from: z.string(), epoch, head: rev, summary: roomSummary },
  ...{ content: z.array(contentPart), tallies: z.array(tallyPart) },
  /** Only the database knows these. */
  private: z.nullable(
    z.object({
      votes: z.array(z.object({ person: z.string(), comment: commentId, value: voteValue, rev })),
      outcomes: z.array(z.object({ person: z.string(), command: z.string() })),
      /** Comments of which an earlier text is kept, with how many. */
      revisions: z.array(z.object({ comment: commentId, count: z.int() })),
    }),
  ),
});

export const historyLine = z.discriminatedUnion('kind', [
  ...[started, audience, sent, answered, hello, welcomed, framed, read],
  ...[durable, fault, keys, copied, restored, view, store],
] as const);
export type HistoryLine = z.infer<typeof historyLine>;
export type LineOf<Kind extends HistoryLine['kind']> = Extract<HistoryLine, { kind: Kind }>;
export type SentCommand = LineOf<'sent'>['command'];
