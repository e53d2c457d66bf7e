import type { CommentId } from '@parley/protocol';

/** The address of a comment on this page: the page's own, with `?comment=ID`. */
export function linkTo(comment: CommentId): string {
  const url = new URL(location.href);
  url.searchParams.set('comment', comment);
  url.searchParams.delete('after');
  url.hash = '';
  return `${url.pathname}${url.search}`;
}
