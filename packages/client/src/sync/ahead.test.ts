import { describe, expect, it } from 'vitest';
import { content, EPOCH, frameOf, idOf, keyOfNumber, pageOf, scripted, tally } from '../../test/scripted-room.ts';

describe('coming back while something held is ahead of the frames', () => {
  const position = (rev: number) => ({ epoch: EPOCH, rev });

  it('SYNC-11 with an own vote that is newer than the frames it names no position, and again one when they have come', async () => {
    const t = scripted();
    await t.join(pageOf(9, [9, 8]));
    await t.line().tell('mine-changed', { epoch: EPOCH, facts: [{ comment: idOf(8), value: 1, rev: 10 }] });
    await t.line().cut();
    await t.clock.pass(60_000);
    expect(t.line().hello.resume).toBeUndefined();

    await t.join(pageOf(9, [9, 8]));
    await t.line().tell('mine-changed', { epoch: EPOCH, facts: [{ comment: idOf(8), value: 1, rev: 10 }] });
    await t.line().tell('room-changed', frameOf(9, 10, { tallies: [tally(8, { up: 1, tallyRev: 10 })] }));
    await t.line().cut();
    await t.clock.pass(60_000);
    expect(t.line().hello.resume).toEqual(position(10));
  });

  it('SYNC-11 with rows of a page that was read ahead it names no position', async () => {
    const t = scripted();
    await t.join(pageOf(9, [9, 8], {}, { last: keyOfNumber(8) }));
    const more = t.client.showMore(null, 'after');
    const page = pageOf(12, [7, 6], {}, { first: keyOfNumber(8) });
    const ahead = page.content.map((part) => (part.id === idOf(7) ? content(7, { body: 'edited', contentRev: 12 }) : part));
    (await t.take('read-page')).answer({ ...page, content: ahead });
    await more;
    await t.line().cut();
    await t.clock.pass(60_000);
    expect(t.line().hello.resume).toBeUndefined();
  });
});
