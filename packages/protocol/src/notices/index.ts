/** All notices: what a client tells without changing anything and without wanting an answer. */
import { type AcknowledgeHead, acknowledgeHead } from './acknowledge-head.ts';

export const NOTICES = { 'acknowledge-head': acknowledgeHead } as const;

export type NoticeName = keyof typeof NOTICES;

export interface NoticePayloads {
  'acknowledge-head': AcknowledgeHead;
}

/** A decoded notice; `kind` is the word it has on the wire. */
export type Notice = { [Name in NoticeName]: { readonly kind: Name } & NoticePayloads[Name] }[NoticeName];

export * from './acknowledge-head.ts';
