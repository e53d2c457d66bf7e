/** The only door for data from outside. Strict upstream, tolerant downstream; never throws. */
import type * as z from 'zod/mini';
import { COMMANDS, type Command } from './commands/index.ts';
import { EVENTS, type Event } from './events/index.ts';
import { type Refusal, type Result, refuse, refused } from './refusals.ts';
import { REQUEST_ANSWERS, REQUESTS, type Request, type RequestAnswers, type RequestName } from './requests/index.ts';
import { type Hello, hello } from './session.ts';
import { bodyFault, nameFault, titleFault } from './text-rules.ts';

// Maps, so that a name like `__proto__` or `constructor` finds nothing.
const commands = new Map<string, z.ZodMiniType>(Object.entries(COMMANDS));
const requests = new Map<string, z.ZodMiniType>(Object.entries(REQUESTS));
const events = new Map<string, z.ZodMiniType>(Object.entries(EVENTS));

function parse<T>(schema: z.ZodMiniType, input: unknown): Result<T> {
  const parsed = schema.safeParse(input);
  if (parsed.success) return { ok: true, value: parsed.data as T };
  const field = parsed.error.issues[0]?.path.map(String).join('.').slice(0, 100);
  return refused('malformed', field ? { field } : {});
}

function textFault(command: Command): Refusal | undefined {
  if (command.kind !== 'post-comment' && command.kind !== 'edit-comment') return undefined;
  const inBody = bodyFault(command.body);
  if (inBody) return refuse(inBody, { field: 'body' });
  if (command.kind === 'edit-comment' || command.name === null) return undefined;
  const inName = nameFault(command.name);
  return inName && refuse(inName, { field: 'name' });
}

/** Decodes an upstream command: unknown kinds, unknown keys, wrong types and unusable texts become refusals. */
export function decodeCommand(kind: string, input: unknown): Result<Command> {
  const schema = commands.get(kind);
  if (!schema) return refused('unknown-command');
  const parsed = parse<object>(schema, input);
  if (!parsed.ok) return parsed;
  const command = { ...parsed.value, kind } as Command;
  const fault = textFault(command);
  return fault ? { ok: false, refusal: fault } : { ok: true, value: command };
}

/** Decodes an upstream request, as strictly as a command. */
export function decodeRequest(kind: string, input: unknown): Result<Request> {
  const schema = requests.get(kind);
  if (!schema) return refused('unknown-command');
  const parsed = parse<object>(schema, input);
  return parsed.ok ? { ok: true, value: { ...parsed.value, kind } as Request } : parsed;
}

/** Decodes the hello of a connection. An older protocol is refused before its form is looked at: its form may differ. */
export function decodeHello(input: unknown, floor: number): Result<Hello> {
  if (typeof input === 'object' && input !== null && 'protocol' in input) {
    const { protocol } = input;
    if (typeof protocol === 'number' && protocol < floor) return refused('too-old');
  }
  const parsed = parse<Hello>(hello, input);
  if (!parsed.ok || parsed.value.title === undefined) return parsed;
  const fault = titleFault(parsed.value.title);
  return fault ? refused(fault, { field: 'title' }) : parsed;
}

/** Decodes a downstream event on a client. Unknown kinds give undefined: a newer server may say more than we know. */
export function decodeEvent(kind: string, input: unknown): Result<Event> | undefined {
  const schema = events.get(kind);
  if (!schema) return undefined;
  const parsed = parse<never>(schema, input);
  return parsed.ok ? { ok: true, value: { kind, payload: parsed.value } as Event } : parsed;
}

/** Decodes what a server answered to a request, on a client. */
export function decodeAnswer<Name extends RequestName>(kind: Name, input: unknown): Result<RequestAnswers[Name]> {
  return parse(REQUEST_ANSWERS[kind], input);
}
