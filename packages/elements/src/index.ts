/** Parley's components as classes, without registering them: import `@parley/elements/define` for that. */
export { ParleyComment } from './components/comment/comment.component.ts';
export { ParleyCommentList } from './components/comment-list/comment-list.component.ts';
export { ParleyComposer } from './components/composer/composer.component.ts';
export { ParleyConnectionBadge } from './components/connection-badge/connection-badge.component.ts';
export { ParleyMyData } from './components/my-data/my-data.component.ts';
export { ParleyNewComments } from './components/new-comments/new-comments.component.ts';
export { ParleyPresence } from './components/presence/presence.component.ts';
export { ParleyRevisions } from './components/revisions/revisions.component.ts';
export { ParleyRoom } from './components/room/room.component.ts';
export { ParleySort } from './components/sort/sort.component.ts';
export { ParleyText } from './components/text/text.component.ts';
export { ParleyTime } from './components/time/time.component.ts';
export { ParleyVoteButtons } from './components/vote-buttons/vote-buttons.component.ts';
export * from './context/index.ts';
export type * from './events/index.ts';
export * from './localize/index.ts';
