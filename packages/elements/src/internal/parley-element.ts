import { consume } from '@lit/context';
import type { RoomClient } from '@parley/client';
import { LitElement } from 'lit';
import { property } from 'lit/decorators.js';
import { clientContext, termsContext } from '../context/index.ts';
import { en, type Terms } from '../localize/index.ts';

/** What an event of this name carries. */
type Detail<Name extends keyof GlobalEventHandlersEventMap> =
  GlobalEventHandlersEventMap[Name] extends CustomEvent<infer D> ? D : never;

/** What every part has: the room's client and words, from the room around it or given as properties. */
export class ParleyElement extends LitElement {
  @consume({ context: clientContext, subscribe: true })
  @property({ attribute: false })
  client: RoomClient | undefined;

  @consume({ context: termsContext, subscribe: true })
  @property({ attribute: false })
  terms: Terms = en;

  /** Emits an event that passes every shadow border. Returns false when someone prevented its default. */
  protected emit<Name extends keyof GlobalEventHandlersEventMap>(name: Name, detail: Detail<Name>): boolean {
    return this.dispatchEvent(new CustomEvent(name, { detail, bubbles: true, composed: true, cancelable: true }));
  }
}
