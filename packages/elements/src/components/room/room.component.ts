import { provide } from '@lit/context';
import type { RoomClient, RoomView } from '@parley/client';
import type { CommentId } from '@parley/protocol';
import { html, nothing, type PropertyValues } from 'lit';
import { property, query, state } from 'lit/decorators.js';
import { clockContext, type Now, sightContext } from '../../context/index.ts';
import { Announcer } from '../../controllers/announcer.ts';
import { ScrollAnchor } from '../../controllers/scroll-anchor.ts';
import { Sight } from '../../controllers/sight.ts';
import { ViewSlice } from '../../controllers/view-slice.ts';
import type { PostedEvent, ShowNewEvent } from '../../events/index.ts';
import { CompositeElement } from '../../internal/composite-element.ts';
import type { ParleyCommentList } from '../comment-list/comment-list.component.ts';
import { clientOf, soughtComment } from './client-of.ts';
import { walkComments } from './keys.ts';
import { land } from './landing.ts';
import { bringTo, focusInLight, placeInLight, textsReady } from './light-swap.ts';
import styles from './room.styles.ts';
import { roomTemplate } from './room-template.ts';

/**
 * A discussion room: the thread, live, with everything a reader can do in it. What the server rendered inside the element stays
 * until the first page is complete, then it is replaced in one frame.
 *
 * @tag parley-room
 * @attr title - title for a room that its first comment will make; taken off the element, since browsers show it on hovering
 * @attr theme - `light`, `dark` or `auto` (by the reader's system); without it the page's own `color-scheme`
 * @cssprop --parley-accent - and the others in `styles/tokens.styles.ts`
 * @cssprop --parley-sticky-top - height of a header that sticks to the top of the page
 * @fires parley-ready - the first complete page is shown
 */
export class ParleyRoom extends CompositeElement {
  static override styles = styles;

  /** The room's name in addresses. Read once: another room is another element. */
  @property() room = '';
  /** Origin of the server; without it the one this code came from. */
  @property() server = '';
  /** `newest`, `oldest` or `best`. */
  @property() order = '';
  /** `buffered` (nothing read moves), `follow` or `paused`. */
  @property() pace = '';
  /** The page the server rendered, as JSON. */
  @property() snapshot = '';
  /** The comment to land on; without it the page's `?comment=`. */
  @property() comment = '';

  @provide({ context: clockContext }) @state() protected clock: Now = Date.now;
  @provide({ context: sightContext }) readonly sight = new Sight(() => this.client?.setReading(this.sight.reading()));

  /** The live thread is complete and shown; before, what the server rendered is. */
  @state() private complete = false;
  @state() private lost = false;
  @query('parley-comment-list.top') private readonly top!: ParleyCommentList | null;

  private readonly view = new ViewSlice<RoomView>(this, (view) => view);
  private readonly announcer = new Announcer(this);
  private readonly anchor = new ScrollAnchor(this, this.sight);
  private made: RoomClient | undefined;
  private last: RoomView | undefined;
  private sought: CommentId | undefined;
  private named = '';

  constructor() {
    super();
    this.addEventListener('parley-posted', (event) => this.onPosted(event));
    this.addEventListener('parley-show-new', (event) => this.onShowNew(event));
    this.addEventListener('keydown', (event) => walkComments(event, this.sight));
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.sought = soughtComment(this.comment);
    this.named = this.title || this.named;
    this.removeAttribute('title');
    if (!this.client && this.room) {
      this.made = clientOf(this, this.named);
      this.client = this.made;
    }
    this.made?.connect();
    this.anchor.connect();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.anchor.disconnect();
    this.made?.close();
    if (this.client === this.made) this.client = undefined;
    this.made = undefined;
  }

  override willUpdate(changed: PropertyValues<this>): void {
    super.willUpdate(changed);
    const view = this.view.value;
    if (!view || view === this.last) return;
    if (view.clockOffset !== (this.last?.clockOffset ?? 0)) this.clock = () => Date.now() + view.clockOffset;
    if (view.loaded) this.announcer.count(view.summary.comments);
    if (this.complete) this.anchor.before();
    this.last = view;
  }

  override updated(): void {
    void this.settle();
  }

  override render() {
    const view = this.view.value;
    const waitsForLight = !this.complete && this.childElementCount > 0;
    return html`
      <slot ?hidden=${!waitsForLight}></slot>
      <div ?hidden=${waitsForLight}>
        ${view ? roomTemplate({ view, terms: this.terms, client: this.client, lost: this.lost, dismiss: this.dismiss }) : nothing}
      </div>
      <div class="unseen" aria-live="polite">${this.announcer.text}</div>
    `;
  }

  protected override async getUpdateComplete(): Promise<boolean> {
    const result = await super.getUpdateComplete();
    if (this.top?.isUpdatePending) await this.top.updateComplete;
    return result;
  }

  /** After every part has taken the change over, still in the same turn. */
  private async settle(): Promise<void> {
    await this.updateComplete;
    this.anchor.after();
    if (this.complete || !this.view.value?.loaded) return;
    if (this.childElementCount > 0) await textsReady(this.renderRoot);
    if (this.complete || !this.isConnected) return;
    await this.show();
  }

  /** Puts the live thread in the place of what the server rendered, with the reader where they were. */
  private async show(): Promise<void> {
    const place = placeInLight(this);
    const focused = focusInLight(this);
    this.complete = true;
    await this.updateComplete;
    const element = place && this.sight.find(place.comment as CommentId);
    if (place && element) bringTo(element, place.top);
    const next = focused && this.sight.find(focused as CommentId);
    if (next instanceof HTMLElement) next.focus({ preventScroll: true });
    // Its work is done: nobody should find each comment twice.
    this.replaceChildren();
    this.emit('parley-ready', undefined);
    if (this.sought && this.client) this.lost = !(await land(this.client, this.sight, this.sought, this));
    this.sought = undefined;
  }

  private readonly dismiss = (): void => {
    this.lost = false;
  };

  private onPosted({ detail }: PostedEvent): void {
    const saved = detail.kind === 'edit';
    if (!saved) this.announcer.own();
    this.announcer.say(saved ? this.terms.announceSaved : this.terms.announcePosted);
  }

  private onShowNew({ detail }: ShowNewEvent): void {
    if (detail.parent !== null) return;
    this.anchor.letMove();
    this.top?.showFirst();
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'parley-room': ParleyRoom;
  }
}
