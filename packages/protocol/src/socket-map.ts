/** Socket.IO's typed event maps of this protocol. Every upstream message has one payload and one answer. */
import type { CommandDone, CommandName, CommandPayloads } from './commands/index.ts';
import type { EventName, EventPayloads } from './events/index.ts';
import type { Refusal } from './refusals.ts';
import type { RequestAnswers, RequestName, RequestPayloads } from './requests/index.ts';

/** What stands in an acknowledgement. */
export type Answer<T> = ({ readonly ok: true } & { readonly value: T }) | { readonly ok: false; readonly refusal: Refusal };

export type UpstreamMap = {
  [Name in CommandName]: (payload: CommandPayloads[Name], answer: (a: Answer<CommandDone>) => void) => void;
} & {
  [Name in RequestName]: (payload: RequestPayloads[Name], answer: (a: Answer<RequestAnswers[Name]>) => void) => void;
};

export type DownstreamMap = { [Name in EventName]: (payload: EventPayloads[Name]) => void };
