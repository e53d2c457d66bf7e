/** Watches what one server sends on one line: the order of events is itself a promise. */
import type { EventName, EventPayloads, Position, RoomChanged } from '@parley/protocol';
import type { Told } from '../history.ts';
import type { Server } from '../server.ts';
import type { World } from '../world.ts';

export class LineWatch {
  readonly #server: Server;
  readonly #world: World;
  readonly #line: string;
  #cursor: Position | undefined;
  /** The chain was given up on purpose: a frame beyond the cursor sends the viewer to resume. */
  #jumped = false;

  constructor(server: Server, line: string) {
    this.#server = server;
    this.#world = server.world;
    this.#line = line;
  }

  sent<Name extends EventName>(name: Name, payload: EventPayloads[Name]): void {
    if (name === 'connection-closing') return;
    if (name === 'welcome') {
      const { start } = payload as EventPayloads['welcome'];
      const { epoch } = start.kind === 'snapshot' ? start.page : start.frame;
      if (this.#cursor) this.#violate('SYNC-1', 'a second welcome');
      this.#cursor = { epoch, rev: start.kind === 'snapshot' ? start.page.head : start.frame.to };
    } else if (!this.#cursor) {
      this.#violate('SYNC-1', `${name} before the welcome`);
    } else if (name === 'room-changed') this.#frame(payload as RoomChanged, this.#cursor);
  }

  /** To be called with a command's answer before it goes out. `asked`: where the line stood when the command came. */
  answers(told: Told, asked: Position | undefined, { epoch, rev }: Position): void {
    if (!asked || !this.#cursor || this.#jumped || told.tries > 1 || told.lost || !told.isNew) return;
    if (asked.epoch === epoch && this.#cursor.epoch === epoch && asked.rev < rev && this.#cursor.rev >= rev) {
      this.#violate('SYNC-5', `the frame to ${this.#cursor.rev} came before the answer of ${rev}`);
    }
  }

  get cursor(): Position | undefined {
    return this.#cursor;
  }

  #frame(frame: RoomChanged, cursor: Position): void {
    if (this.#jumped) return;
    const { rare, history } = this.#world;
    if (frame.epoch !== cursor.epoch || frame.from > cursor.rev) {
      if (this.#server.mayJump) this.#jumped = true;
      else this.#violate('SYNC-4', `at ${cursor.rev} came (${frame.from}, ${frame.to}]`);
      return;
    }
    for (let rev = Math.max(frame.from, cursor.rev) + 1; rev < frame.to; rev += 1) {
      if (!history.ends.has(rev)) continue;
      rare.reach('frame-merged');
      break;
    }
    const ids = new Set(frame.content.map((part) => part.id));
    if (ids.size < frame.content.length) this.#violate('ROOM-3', `a part twice in (${frame.from}, ${frame.to}]`);
    this.#cursor = { epoch: frame.epoch, rev: Math.max(cursor.rev, frame.to) };
  }

  #violate(rule: string, what: string): void {
    this.#world.history.violate(rule, `${this.#line}: ${what}`);
  }
}
