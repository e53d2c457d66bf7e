import type * as z from 'zod/mini';
import { COMMANDS, type Command } from '../commands/index.ts';
import { type Refusal, type Result, refuse, refused } from '../refusals.ts';
import { bodyFault, nameFault } from '../text-rules.ts';
import { parse } from './parse.ts';

// A map, so that a name like `__proto__` or `constructor` finds nothing.
const commands = new Map<string, z.ZodMiniType>(Object.entries(COMMANDS));

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
