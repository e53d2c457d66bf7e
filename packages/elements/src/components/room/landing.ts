import type { RoomClient } from '@parley/client';
import type { CommentId } from '@parley/protocol';
import type { ReactiveControllerHost } from 'lit';
import type { Sight } from '../../controllers/sight.ts';
import { ParleyComment } from '../comment/comment.component.ts';

/** Frames to wait for a comment to be on the page after its list has come: parts render in a few steps. */
const FRAMES = 20;

/** Brings the reader to a comment, in whatever page it stands (UI-8). False when it is not in this room. */
export async function land(client: RoomClient, sight: Sight, id: CommentId, host: ReactiveControllerHost): Promise<boolean> {
  if (!(await client.showComment(id))) return false;
  for (let frame = 0; frame < FRAMES; frame += 1) {
    await host.updateComplete;
    const article = sight.find(id);
    if (article) {
      article.scrollIntoView({ block: 'center', behavior: 'instant' });
      const comment = (article.getRootNode() as ShadowRoot).host;
      if (comment instanceof ParleyComment) comment.mark();
      if (article instanceof HTMLElement) article.focus({ preventScroll: true });
      return true;
    }
    await new Promise(requestAnimationFrame);
  }
  return false;
}
