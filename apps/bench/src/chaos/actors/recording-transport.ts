/** A transport that takes down what passes on it. Everybody in a run speaks through one, so the history tells what each was told. */
import type { Transport } from '@parley/client';
import {
  COMMANDS,
  type CommandDone,
  type ContentPart,
  commandDone,
  decodeAnswer,
  decodeEvent,
  type Epoch,
  type Event,
  type RoomChanged,
  refusal,
} from '@parley/protocol';
import type { Seen, SentCommand } from '../history/lines.ts';
import type { Recorder } from '../history/recorder.ts';

/** Where one connection goes. */
export interface Way {
  readonly server: string;
  readonly transport: Transport;
}

export interface RecordedActor {
  readonly who: string;
  /** As the server knows them; '' for somebody who never writes. */
  readonly person: string;
  readonly recorder: Recorder;
  /** Asked before each connection. */
  way(): Way;
}

const seenOf = ({ id, contentRev, status, body }: ContentPart): Seen => ({ id, rev: contentRev, status, body });

function framed({ epoch, from, to, content, tallies }: RoomChanged) {
  const last = Math.max(0, ...content.map((part) => part.contentRev), ...tallies.map((part) => part.tallyRev));
  return { epoch, from, to, rows: content.length + tallies.length, last, content: content.map(seenOf) };
}

/** Connections are counted from 1. */
export function recordingTransport({ who, person, recorder, way }: RecordedActor): Transport {
  let lines = 0;
  return {
    open(hello, handlers) {
      lines += 1;
      const at = { who, line: lines };
      const { server, transport } = way();
      let stands: Epoch | undefined;

      function heard(event: Event): void {
        if (event.kind === 'room-changed') recorder.record({ kind: 'framed', ...at, ...framed(event.payload) });
        if (event.kind !== 'welcome') return;
        const { start } = event.payload;
        if (start.kind === 'snapshot') {
          const { epoch, head, content } = start.page;
          stands = epoch;
          recorder.record({
            kind: 'welcomed',
            ...at,
            how: 'snapshot',
            epoch,
            from: head,
            to: head,
            content: content.map(seenOf),
          });
        } else {
          const { epoch, from, to, content } = start.frame;
          stands = epoch;
          recorder.record({ kind: 'welcomed', ...at, how: 'catch-up', epoch, from, to, content: content.map(seenOf) });
        }
      }

      function answeredTo(command: SentCommand, raw: unknown): void {
        const told = raw as { readonly ok?: unknown; readonly value?: unknown; readonly refusal?: unknown };
        const done = told.ok === true ? (commandDone.parse(told.value) as CommandDone) : undefined;
        const why = done ? undefined : refusal.parse(told.refusal);
        const answer = done ? { ok: true as const, epoch: done.epoch, rev: done.rev } : { ok: false as const, ...named(why) };
        recorder.record({ kind: 'answered', ...at, command: command.command, answer });
      }

      const line = transport.open(
        () => {
          const said = hello();
          recorder.record({ kind: 'hello', ...at, server, resume: said.resume ?? null });
          return said;
        },
        {
          ...handlers,
          event(name, payload) {
            const event = decodeEvent(name, payload);
            // A frame that cannot be read is a fault of the server that no invariant would show.
            if (event && !event.ok) throw new Error(`${who} was sent a broken ${name}: ${JSON.stringify(payload)}`);
            if (event) heard(event.value);
            handlers.event(name, payload);
          },
        },
      );
      return {
        close: () => line.close(),
        send(name, payload, answer) {
          if (!answer) return line.send(name, payload);
          const asked = recorder.now();
          const command = name in COMMANDS ? ({ kind: name, ...payload } as SentCommand) : undefined;
          if (command) recorder.record({ kind: 'sent', ...at, person, command });
          line.send(name, payload, (raw) => {
            if (command) answeredTo(command, raw);
            if (name === 'read-page' || name === 'read-comments') readBy(name, payload, raw, asked);
            answer(raw);
          });
        },
      };

      function readBy(name: 'read-page' | 'read-comments', payload: object, raw: unknown, asked: number): void {
        const told = raw as { readonly ok?: unknown; readonly value?: unknown };
        if (told.ok !== true) return;
        const page = decodeAnswer(name, told.value);
        if (!page.ok) throw new Error(`${who} was given a broken page: ${JSON.stringify(raw)}`);
        const { epoch, head, content } = page.value;
        const rev = 'rev' in payload && typeof payload.rev === 'number' ? payload.rev : 0;
        const named = stands === undefined ? null : { epoch: stands, rev };
        recorder.record({ kind: 'read', ...at, asked, epoch, head, named, content: content.map(seenOf) });
      }
    },
  };
}

const named = (why: { readonly code: string; readonly class: string } | undefined) => ({
  code: why?.code ?? '',
  class: why?.class ?? '',
});
