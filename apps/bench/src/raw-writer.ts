/** A writer as cheap as a raw viewer: many of them fit into one process and ask for answers. */
import { Acknowledger } from './acknowledger.ts';
import { glance } from './glance.ts';
import { newId } from './ids.ts';
import { openViewer, type RawViewer, type ViewerTarget } from './raw-viewer.ts';

/** What a server answers to a command; the naive peer answers in the same form. */
export type Told =
  | { readonly ok: true; readonly value: { readonly rev: number } & Readonly<Record<string, unknown>> }
  | { readonly ok: false; readonly refusal: { readonly code: string } };

/** A comment at the top level. */
export const postOf = (body: string, comment = newId()) => ({ command: newId(), comment, parent: null, body, name: null });

export class RawWriter {
  readonly #waiting = new Map<number, (told: Told) => void>();
  readonly #acknowledger = new Acknowledger((position) => this.#viewer?.emit('acknowledge-head', position));
  #viewer: RawViewer | undefined;
  #last = 0;

  /** Commands that await their answer. */
  get inFlight(): number {
    return this.#waiting.size;
  }

  async open(target: ViewerTarget): Promise<this> {
    this.#viewer = await openViewer(target, {
      event: (text, data) => glance(this.#acknowledger, text, data),
      answer: (number, json) => this.#answered(number, json),
      closed: () => this.#acknowledger.close(),
    });
    return this;
  }

  /** Stays open for ever when the line is lost: whoever asks bounds the wait. */
  ask(name: string, payload: object): Promise<Told> {
    this.#last += 1;
    const number = this.#last;
    return new Promise((resolve) => {
      this.#waiting.set(number, resolve);
      this.#viewer?.emit(name, payload, number);
    });
  }

  close(): void {
    this.#viewer?.close();
  }

  #answered(number: number, json: string): void {
    const resolve = this.#waiting.get(number);
    this.#waiting.delete(number);
    const [told] = JSON.parse(json) as [Told];
    resolve?.(told);
  }
}
