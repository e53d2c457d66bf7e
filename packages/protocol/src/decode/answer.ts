import type { Result } from '../refusals.ts';
import { REQUEST_ANSWERS, type RequestAnswers } from '../requests/answers.ts';
import type { RequestName } from '../requests/index.ts';
import { parse } from './parse.ts';

/** Decodes what a server answered to a request, on a client. */
export function decodeAnswer<Name extends RequestName>(kind: Name, input: unknown): Result<RequestAnswers[Name]> {
  return parse(REQUEST_ANSWERS[kind], input);
}
