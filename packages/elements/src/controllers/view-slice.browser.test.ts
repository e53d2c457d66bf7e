import { LitElement } from 'lit';
import { expect, it } from 'vitest';
import { FakeRoom } from '../../test/fake-room.ts';
import { ViewSlice } from './view-slice.ts';

/** A room that knows how many listen. */
class Counted extends FakeRoom {
  listening = 0;
  override subscribe(listener: () => void): () => void {
    this.listening += 1;
    const stop = super.subscribe(listener);
    return () => {
      this.listening -= 1;
      stop();
    };
  }
}

class Watching extends LitElement {
  client: Counted | undefined;
  readonly slice = new ViewSlice(this, (view) => view.watching);
}
customElements.define('test-watching', Watching);

it('UI-5 a part that is taken away listens no longer, not even when an update was under way', async () => {
  const client = new Counted();
  const part = document.createElement('test-watching') as Watching;
  part.client = client;
  document.body.append(part);
  await part.updateComplete;
  expect(client.listening).toBe(1);
  part.requestUpdate();
  part.remove();
  await part.updateComplete;
  expect(client.listening).toBe(0);
  document.body.append(part);
  await part.updateComplete;
  expect(client.listening).toBe(1);
  part.remove();
});
