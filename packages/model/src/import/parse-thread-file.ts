/** The door for thread files: a JSON value in, a file or all its faults out. */
import type { Millis } from '@parley/protocol';
import { type ThreadFile, threadComment, threadFile, threadRoom, threadVote } from '@parley/protocol/thread-file';
import { checkThread } from './check-thread.ts';
import { type Draft, draftOf, type ThreadFault } from './faults.ts';

export type ParsedThread =
  | { readonly ok: true; readonly file: ThreadFile }
  | { readonly ok: false; readonly faults: readonly ThreadFault[] };

type Issue = NonNullable<ReturnType<typeof threadFile.safeParse>['error']>['issues'][number];

/** zod/mini carries no words: these are for whoever wrote the file. */
function wordsOf(issue: Issue): string {
  switch (issue.code) {
    case 'invalid_type':
      return `must be of type ${issue.expected}`;
    case 'too_big':
      return `is larger than ${issue.maximum}`;
    case 'too_small':
      return `is smaller than ${issue.minimum}`;
    case 'unrecognized_keys':
      return `has unknown fields: ${issue.keys.map((key) => JSON.stringify(key)).join(', ')}`;
    case 'invalid_value':
      return `must be one of ${issue.values.map((value) => JSON.stringify(value)).join(', ')}`;
    case 'invalid_format':
      return issue.format === 'datetime' ? 'must be an ISO 8601 time with zone' : 'does not have the right form';
    default:
      return 'is not one of the values that may stand here';
  }
}

const field = (value: unknown, name: string): unknown =>
  typeof value === 'object' && value !== null && Object.hasOwn(value, name) ? Reflect.get(value, name) : undefined;
const list = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);

/** What can be read of a file of the wrong form. */
function salvage(input: unknown): Draft {
  return {
    room: threadRoom.safeParse(field(input, 'room')).data,
    comments: list(field(input, 'comments')).map((raw) => {
      const id = field(raw, 'id');
      return { id: typeof id === 'string' ? id : undefined, comment: threadComment.safeParse(raw).data };
    }),
    votes: list(field(input, 'votes')).map((raw) => threadVote.safeParse(raw).data),
  };
}

/** Reads a file and finds every fault, of form and of meaning. `now`: a file may not hold times after it. */
export function parseThreadFile(input: unknown, now: Millis): ParsedThread {
  const parsed = threadFile.safeParse(input);
  if (parsed.success) {
    const faults = checkThread(draftOf(parsed.data), now);
    return faults.length === 0 ? { ok: true, file: parsed.data } : { ok: false, faults };
  }
  const ofForm = parsed.error.issues.map((issue) => ({ place: issue.path.map(String).join('.'), fault: wordsOf(issue) }));
  return { ok: false, faults: [...ofForm, ...checkThread(salvage(input), now)] };
}
