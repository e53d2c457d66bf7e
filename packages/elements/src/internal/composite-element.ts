import { provide } from '@lit/context';
import type { RoomClient } from '@parley/client';
import type { PropertyValues } from 'lit';
import { state } from 'lit/decorators.js';
import { clientContext, termsContext } from '../context/index.ts';
import { en, type Terms } from '../localize/index.ts';
import { ParleyElement } from './parley-element.ts';

/** A part made of parts: hands its client and words on to them, so that it works without a room around it. */
export class CompositeElement extends ParleyElement {
  @provide({ context: clientContext }) @state() protected handedClient: RoomClient | undefined;
  @provide({ context: termsContext }) @state() protected handedTerms: Terms = en;

  override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('client')) this.handedClient = this.client;
    if (changed.has('terms')) this.handedTerms = this.terms;
  }
}
