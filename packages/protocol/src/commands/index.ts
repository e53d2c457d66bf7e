/** All commands: what a person can change, one word each through every layer. */
import * as z from 'zod/mini';
import { epoch, rev } from '../ids.ts';
import { type CastVote, castVote } from './cast-vote.ts';
import { type DeleteComment, deleteComment } from './delete-comment.ts';
import { type DeleteMyComments, deleteMyComments } from './delete-my-comments.ts';
import { type EditComment, editComment } from './edit-comment.ts';
import { type PostComment, postComment } from './post-comment.ts';

export const COMMANDS = {
  'post-comment': postComment,
  'edit-comment': editComment,
  'delete-comment': deleteComment,
  'delete-my-comments': deleteMyComments,
  'cast-vote': castVote,
} as const;

export type CommandName = keyof typeof COMMANDS;

export interface CommandPayloads {
  'post-comment': PostComment;
  'edit-comment': EditComment;
  'delete-comment': DeleteComment;
  'delete-my-comments': DeleteMyComments;
  'cast-vote': CastVote;
}

/** A decoded command; `kind` is the word it has on the wire. */
export type Command = { [Name in CommandName]: { readonly kind: Name } & CommandPayloads[Name] }[CommandName];

/** Where a command was done: it is settled for a viewer whose cursor has reached `rev` in that epoch. */
export const commandDone = z.object({ epoch, rev });
export type CommandDone = z.infer<typeof commandDone>;

export * from './cast-vote.ts';
export * from './delete-comment.ts';
export * from './delete-my-comments.ts';
export * from './edit-comment.ts';
export * from './post-comment.ts';
