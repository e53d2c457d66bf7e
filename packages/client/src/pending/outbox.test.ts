import type { Command, CommandId } from '@parley/protocol';
import { expect, it } from 'vitest';
import { settled, sharedStorage } from '../../test/fakes.ts';
import { idOf } from '../../test/scripted-room.ts';
import { createOutbox, type Pending } from './outbox.ts';

const COMMAND = '01890a5d-ac96-7000-8000-000000000001' as CommandId;
const command: Command = { kind: 'cast-vote', command: COMMAND, comment: idOf(1), value: 1 };
const entry: Pending = { command, at: 0, phase: 'queued', notBefore: null, tries: 0 };

function tabs() {
  const device = sharedStorage();
  return [device.tab(), device.tab()].map((storage) => {
    const outbox = createOutbox(storage, 'parley:');
    storage.watch((key) => void outbox.heard(key));
    return outbox;
  });
}

it('OUT-9 two tabs that change one command at the same moment end with the same', async () => {
  const [sending, deciding] = tabs();
  sending?.put(entry);
  await settled();
  // The news of the two cross.
  sending?.put({ ...entry, sent: true });
  deciding?.put({ ...entry, phase: 'asking' });
  await settled();
  expect(sending?.entries).toMatchObject([{ phase: 'asking' }]);
  expect(deciding?.entries).toEqual(sending?.entries);
});
