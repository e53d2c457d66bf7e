/** Reads what came back for a message. Nothing from the wire is believed before it is decoded. */
import {
  type CommandDone,
  commandDone,
  decodeAnswer,
  type RequestAnswers,
  type RequestName,
  type Result,
  refusal,
  refused,
} from '@parley/protocol';

function read<T>(raw: unknown, decode: (value: unknown) => Result<T>): Result<T> {
  if (typeof raw !== 'object' || raw === null) return refused('internal');
  if ('ok' in raw && raw.ok === true && 'value' in raw) return decode(raw.value);
  const parsed = refusal.safeParse('refusal' in raw ? raw.refusal : undefined);
  return parsed.success ? { ok: false, refusal: parsed.data } : refused('internal');
}

export const readCommandAnswer = (raw: unknown): Result<CommandDone> =>
  read(raw, (value) => {
    const parsed = commandDone.safeParse(value);
    return parsed.success ? { ok: true, value: parsed.data as CommandDone } : refused('internal');
  });

export const readRequestAnswer = <Name extends RequestName>(kind: Name, raw: unknown): Result<RequestAnswers[Name]> =>
  read(raw, (value) => decodeAnswer(kind, value));
