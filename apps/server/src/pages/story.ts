/** A room as an item of a list: on the front page and under "You might also like". */
import { html } from '@lit-labs/ssr';
import type { RoomListing } from '@parley/protocol';
import { beginning, commentsLabel, exactTime, isoTime, watchingLabel } from './format.ts';

/** Address of a room's page on this server. Slugs hold only characters that stand for themselves in an address. */
export const roomPath = (slug: string): string => `/rooms/${slug}`;

export interface StoryOptions {
  /** Longest teaser, in characters. */
  readonly teaser: number;
  readonly lead?: boolean;
  /** Level of the headline. */
  readonly level: 2 | 3;
}

/** The counts carry `data-` names: the front page keeps them fresh by these. */
export function story(room: RoomListing, options: StoryOptions): unknown {
  const headline = html`<a href=${roomPath(room.slug)} dir="auto">${room.title}</a>`;
  return html`<div class=${options.lead === true ? 'story story-lead' : 'story'} data-room=${room.slug}>
${options.level === 2 ? html`<h2 class="headline">${headline}</h2>` : html`<h3 class="headline">${headline}</h3>`}
${room.teaser === '' ? '' : html`<p class="teaser" dir="auto">${beginning(room.teaser, options.teaser)}</p>`}
<p class="facts">
<a class="fact" href=${`${roomPath(room.slug)}#discussion`} data-comments>${commentsLabel(room.comments)}</a>
<span class="fact fact-live" data-watching>${watchingLabel(room.watching)}</span>
<span class="fact" data-status>${room.status === 'locked' ? 'closed' : ''}</span>
<span class="fact" data-last>${
    room.lastCommentAt === null
      ? ''
      : html`latest <time datetime=${isoTime(room.lastCommentAt)}>${exactTime(room.lastCommentAt)}</time>`
  }</span>
</p>
</div>`;
}
