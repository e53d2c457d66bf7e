/** What a server may tell a client of protocol 1, as that client decodes it: frozen with that version, whatever the present one says. */
import * as z from 'zod/mini';

const word = (max: number) => z.string().check(z.maxLength(max), z.regex(/^[A-Za-z0-9_-]+$/));
const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;
const id = z.string().check(z.maxLength(36), z.regex(uuid));
const count = z.int().check(z.minimum(0));
const body = z.string().check(z.maxLength(40_000));
const order = z.enum(['newest', 'oldest', 'best']);
const key = z.array(z.int()).check(z.minLength(2), z.maxLength(3));

const refusal = z.object({
  code: z.string().check(z.maxLength(40)),
  class: z.enum(['retry', 'fix', 'sign-in', 'slow-down', 'gone', 'reload']),
  field: z.optional(z.string().check(z.maxLength(100))),
  retryAfterMs: z.optional(count),
  current: z.optional(z.object({ body, editCount: z.int() })),
});
const content = z.object({
  id,
  parent: z.nullable(id),
  root: id,
  depth: count,
  born: count,
  author: z.object({ tag: z.nullable(word(64)), name: z.nullable(z.string().check(z.maxLength(120))) }),
  body,
  createdAt: count,
  editedAt: z.nullable(count),
  editCount: count,
  status: z.enum(['visible', 'deleted', 'removed']),
  contentRev: count,
});
const tally = z.object({ id, up: count, down: count, replyCount: count, best: z.int(), tallyRev: count });
const fact = z.object({ comment: id, value: z.union([z.literal(-1), z.literal(0), z.literal(1)]), rev: count });
const summary = z.object({
  title: z.string().check(z.maxLength(600)),
  status: z.enum(['open', 'locked']),
  comments: count,
  topLevel: count,
});
const roomChanged = z.object({
  epoch: word(64),
  from: count,
  to: count,
  content: z.array(content),
  tallies: z.array(tally),
  summary,
});
const window = z.object({ parent: z.nullable(id), order, first: z.nullable(key), last: z.nullable(key) });
const page = z.object({
  epoch: word(64),
  head: count,
  summary,
  windows: z.array(window),
  content: z.array(content),
  tallies: z.array(tally),
  mine: z.array(fact),
});
const start = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('catch-up'), mine: z.array(fact), frame: roomChanged }),
  z.object({ kind: z.literal('snapshot'), page }),
]);
const welcome = z.object({
  protocol: z.int(),
  me: z.nullable(word(64)),
  tokenRefused: z.optional(z.boolean()),
  exists: z.boolean(),
  start,
  watching: count,
  now: z.int(),
  retryWindowMs: count,
});
const revision = z.object({
  number: count,
  body: z.nullable(body),
  writtenAt: z.nullable(count),
  replacedAt: count,
  replies: count,
});
const commandDone = z.object({ epoch: word(64), rev: count });

/** All events it knows. */
export const EVENTS = new Map<string, z.ZodMiniType>(
  Object.entries({
    welcome,
    'room-changed': roomChanged,
    'mine-changed': z.object({ epoch: word(64), facts: z.array(fact) }),
    'presence-changed': z.object({ watching: count }),
    'connection-closing': z.object({ refusal, retryWindowMs: count }),
  }),
);

const answered = (value: z.ZodMiniType) =>
  z.discriminatedUnion('ok', [z.object({ ok: z.literal(true), value }), z.object({ ok: z.literal(false), refusal })]);

/** The answers to what it can send. */
export const ANSWERS = new Map<string, z.ZodMiniType>(
  Object.entries({
    'post-comment': answered(commandDone),
    'edit-comment': answered(commandDone),
    'delete-comment': answered(commandDone),
    'delete-my-comments': answered(commandDone),
    'cast-vote': answered(commandDone),
    identify: answered(z.object({ me: word(64) })),
    'read-page': answered(page),
    'read-comments': answered(page),
    'read-revisions': answered(z.object({ comment: id, revisions: z.array(revision) })),
  }),
);
