/** All writers of a run: people with two devices each, who write, reply, edit, delete and vote until they are told to stop. */
import type { Transport } from '@parley/client';
import type { CommandId, CommentId } from '@parley/protocol';
import { seeded } from '../../chance.ts';
import { newId } from '../../ids.ts';
import { newToken } from '../../room.ts';
import { delay } from '../delay.ts';
import type { Recorder } from '../history/recorder.ts';
import { personOf } from '../person-of.ts';
import { type Act, chooseAct } from './choose-act.ts';
import { createLedger, type Known, type Ledger } from './ledger.ts';
import { recordingTransport, type Way } from './recording-transport.ts';
import { type Told, Writer } from './writer.ts';

export interface CrewOptions {
  readonly people: number;
  readonly seed: number;
  readonly room: string;
  readonly recorder: Recorder;
  /** Where tokens are made. */
  readonly url: string;
  /** Greatest pause between two acts of a writer, ms. */
  readonly pauseMs: number;
  way(home: number, chance: () => number): Way;
}

export interface Crew {
  /** The room as everybody finds it: a middle to stand in, and a branch with more replies than a page shows. */
  furnish(): Promise<{ readonly middle: CommentId; readonly branch: CommentId }>;
  /** Lets everybody begin; resolves once all have stopped. */
  run(isOver: () => boolean, giveUp: () => boolean): Promise<void>;
  close(): void;
}

const DEVICES = 2;
/** Commands that a device has under way at once: fewer connections for the same work. */
const LANES = 3;
/** Three pages of comments, and one that has several pages of replies. */
const FURNITURE = { top: 60, replies: 30 } as const;
/** Share of commands that are given up when no answer came: whether they were done stays unknown for ever. */
const GIVEN_UP_SHARE = 0.05;

export async function createCrew({ people, seed, room, recorder, url, pauseMs, way }: CrewOptions): Promise<Crew> {
  const ledger = createLedger();
  const devices: { readonly who: string; readonly person: string; readonly writer: Writer; readonly chance: () => number }[] = [];
  for (let index = 0; index < people; index += 1) {
    const token = await newToken(url);
    const person = personOf(token);
    for (let device = 0; device < DEVICES; device += 1) {
      const number = index * DEVICES + device;
      const chance = seeded(seed + 1 + number);
      const who = `writer-${number + 1}`;
      const transport: Transport = recordingTransport({ who, person, recorder, way: () => way(number, chance) });
      devices.push({ who, person, chance, writer: new Writer({ transport, room, token, chance }) });
    }
  }

  async function work(
    { who, person, writer, chance }: (typeof devices)[number],
    lane: number,
    isOver: () => boolean,
    giveUp: () => boolean,
  ) {
    for (let n = 1; !isOver(); n += 1) {
      const act = chooseAct(ledger, person, `${who} says ${n * LANES + lane}`, chance);
      const keepsAt = chance() >= GIVEN_UP_SHARE;
      let tries = 0;
      const told = await writer.ask(act.name, act.payload, () => {
        tries += 1;
        return giveUp() || (!keepsAt && tries > 1);
      });
      note(ledger, person, act, told);
      await delay(chance() * pauseMs);
    }
  }

  async function post(parent: Known | undefined): Promise<Known> {
    const [device] = devices;
    if (!device) throw new Error('A room needs somebody who writes.');
    const comment = newId() as CommentId;
    const body = `The ${ledger.size + 1}th thing in this room`;
    const payload = { command: newId() as CommandId, comment, parent: parent?.id ?? null, body, name: null };
    const told = await device.writer.ask('post-comment', payload, () => false);
    if (!told?.ok) throw new Error(`The room was not furnished: ${JSON.stringify(told)}`);
    const known = { id: comment, person: device.person, depth: parent ? parent.depth + 1 : 0, editCount: 0 };
    ledger.add(known);
    return known;
  }

  const lanes = Array.from({ length: LANES }, (_, lane) => lane);
  return {
    async furnish() {
      const top: Known[] = [];
      for (let n = 0; n < FURNITURE.top; n += 1) top.push(await post(undefined));
      const middle = top[top.length >> 1] as Known;
      const branch = top[top.length >> 2] as Known;
      for (let n = 0; n < FURNITURE.replies; n += 1) await post(branch);
      return { middle: middle.id, branch: branch.id };
    },
    run: async (isOver, giveUp) =>
      void (await Promise.all(devices.flatMap((device) => lanes.map((lane) => work(device, lane, isOver, giveUp))))),
    close: () => {
      for (const { writer } of devices) writer.close();
    },
  };
}

function note(ledger: Ledger, person: string, act: Act, told: Told | undefined): void {
  if (!told) return;
  if (!told.ok) {
    const { code, current } = told.refusal;
    if (act.about && (code === 'gone' || code === 'not-found')) ledger.forget(act.about.id);
    if (act.about && current) act.about.editCount = current.editCount;
    return;
  }
  if (act.name === 'post-comment')
    ledger.add({ id: act.payload.comment, person, depth: act.about ? act.about.depth + 1 : 0, editCount: 0 });
  if (act.name === 'edit-comment' && act.about) act.about.editCount = Math.max(act.about.editCount, act.payload.editCount + 1);
  if (act.name === 'delete-comment') ledger.forget(act.payload.comment);
  if (act.name === 'cast-vote') ledger.setVote(person, act.payload.comment, act.payload.value);
}
