/** One made-up person in a room: looks, does something, waits, until told to stop. */
import type { RoomClient } from '@parley/client';
import { type Act, chooseAct, onScreen } from './choose-act.ts';
import { between, type Chance } from './random.ts';

/** Between two things that one person does, in ms: reading takes time, and limits allow a text per 5 s in the long run. */
const PAUSE_MS = [5_000, 20_000] as const;
/** Most things that one person does in one run. */
export const ACTS_MAX = 300;
/** How long a leaving person waits for what is still under way, in ms: a deletion is sent only after 6 s. */
const LEAVE_MS = 10_000;

export interface PersonParts {
  readonly name: string | null;
  readonly client: RoomClient;
  readonly chance: Chance;
  readonly say: (line: string) => void;
  readonly stop: AbortSignal;
  /** Resolves after that many ms, or at once when stopped. */
  readonly pause: (ms: number, stop: AbortSignal) => Promise<void>;
}

export async function livePerson({ name, client, chance, say, stop, pause }: PersonParts): Promise<void> {
  const shown = (name ?? 'somebody').padEnd(10);
  client.setName(name);
  client.connect();
  for (let acts = 0; acts < ACTS_MAX && !stop.aborted; acts += 1) {
    await pause(between(...PAUSE_MS, chance), stop);
    if (stop.aborted) break;
    const { view } = client;
    if (view.status === 'refused') {
      say(`${shown} is turned away: ${view.refusal?.code ?? 'no reason given'}`);
      break;
    }
    giveUpRefused(client);
    if (view.status !== 'live' || waiting(client)) continue;
    // Made-up people want to see what others just wrote.
    client.showNew(null);
    const act = chooseAct(client.view, chance);
    if (act !== undefined) say(`${shown} ${perform(client, act)}`);
  }
  await settle(client, pause);
  client.close();
}

function perform(client: RoomClient, act: Act): string {
  switch (act.kind) {
    case 'post-comment': {
      const posted = client.postComment(act.parent, act.body);
      if (!posted.ok) return `could not post: ${posted.refusal.code}`;
      return `${act.parent === null ? 'writes ' : 'replies'} ${short(act.body)}`;
    }
    case 'edit-comment':
      client.editComment(act.comment, act.body);
      return `edits   ${short(act.body.split('\n').at(-1) ?? '')}`;
    case 'delete-comment':
      client.deleteComment(act.comment);
      return 'deletes an own comment';
    case 'cast-vote':
      client.castVote(act.comment, act.value);
      return act.value === 0 ? 'takes a vote back' : `votes   ${act.value > 0 ? '+1' : '−1'}`;
  }
}

const short = (text: string): string => {
  const flat = [...text.replace(/\s+/g, ' ')];
  return flat.length > 60 ? `${flat.slice(0, 59).join('')}…` : flat.join('');
};

/** What was refused for good (a comment that is gone meanwhile) is nothing to wait for. */
function giveUpRefused(client: RoomClient): void {
  for (const { id, pending } of onScreen(client.view)) {
    if (pending?.kind === 'refused' && pending.retryAt === null) client.discard(id);
  }
}

/** Whether something of this person has no answer yet: a limit, or a server that is away. Who waits does nothing else. */
function waiting({ view }: RoomClient): boolean {
  return onScreen(view).some((comment) => comment.own && comment.pending !== undefined);
}

async function settle(client: RoomClient, pause: PersonParts['pause']): Promise<void> {
  const never = new AbortController().signal;
  const deleting = () => onScreen(client.view).some((comment) => comment.deletingAt !== undefined);
  for (let waited = 0; waited < LEAVE_MS && client.view.status === 'live' && (waiting(client) || deleting()); waited += 250) {
    await pause(250, never);
  }
}
