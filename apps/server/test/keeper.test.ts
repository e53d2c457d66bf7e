import { randomUUID } from 'node:crypto';
import { existsSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { newToken, openRoom, type RoomSocket } from './client.ts';
import { expectFault } from './expectations.ts';
import {
  type Ended,
  endProcesses,
  newFolder,
  type Running,
  removeFolders,
  runParley,
  startServerProcess,
} from './server-process.ts';

const thread = {
  format: 'parley.thread/1',
  room: { slug: 'letters', title: 'Letters' },
  comments: [
    { id: 'reply', parentId: 'first', author: { name: 'Bo' }, body: 'And to you.', createdAt: '2026-01-02T00:00:00Z' },
    { id: 'first', parentId: null, author: null, body: 'Greetings.', createdAt: '2026-01-01T00:00:00Z' },
  ],
  votes: [{ commentId: 'first', voter: 'v1', value: 1 }],
};

describe('the command line', { timeout: 60_000 }, () => {
  let folder: string;
  let server: Running;
  let url: string;
  const open: RoomSocket[] = [];
  const parley = (...words: string[]): Promise<Ended> => runParley(words, { PARLEY_DATA: folder });
  const enter = (room: string, token?: string): RoomSocket => {
    const socket = openRoom(url, room, token);
    open.push(socket);
    return socket;
  };
  const file = (name: string, content: unknown): string => {
    const path = join(folder, name);
    writeFileSync(path, typeof content === 'string' ? content : JSON.stringify(content));
    return path;
  };
  const post = (body: string, comment = randomUUID()) => ({ command: randomUUID(), comment, parent: null, body, name: null });

  beforeAll(async () => {
    folder = newFolder();
    await parley('room', 'add', 'lounge', '--title', 'Lounge');
    server = startServerProcess({ PARLEY_DATA: folder });
    url = await server.ready;
  });
  afterAll(() => {
    for (const { socket } of open) socket.close();
    endProcesses();
    removeFolders();
  });

  it('KEEP-1 a lock appears live and stops writing; unlocking lets it go on', async () => {
    const room = enter('lounge', await newToken(url));
    await room.welcomed;
    const locked = room.event('room-changed', ({ summary }: { summary: { status: string } }) => summary.status === 'locked');
    expect(await parley('room', 'lock', 'lounge')).toMatchObject({ code: 0, out: 'Locked lounge.\n' });
    await locked;
    expect(await room.command('post-comment', post('too late'))).toMatchObject({ refusal: { code: 'room-locked' } });
    await parley('room', 'unlock', 'lounge');
    expect(await room.command('post-comment', post('open again'))).toMatchObject({ ok: true });
  });

  it('KEEP-1 a removal appears live and leaves a placeholder', async () => {
    const room = enter('lounge', await newToken(url));
    await room.welcomed;
    const said = post('to be removed');
    await room.command('post-comment', said);
    const removed = room.event('room-changed', ({ content }: { content: { id: string; status: string; body: string }[] }) =>
      content.some(({ id, status, body }) => id === said.comment && status === 'removed' && body === ''),
    );
    // As the link to it stands in a browser.
    const link = `${url}/rooms/lounge?comment=${said.comment}#comment-${said.comment}`;
    expect((await parley('remove', link)).code).toBe(0);
    await removed;
    expect(await parley('remove', randomUUID())).toMatchObject({ code: 1, out: '' });
  });

  it('KEEP-4 a ban by a comment stops its writer and nobody else, and can be lifted', async () => {
    const [one, other] = [enter('lounge', await newToken(url)), enter('lounge', await newToken(url))];
    await Promise.all([one.welcomed, other.welcomed]);
    const said = post('something rude');
    await one.command('post-comment', said);
    expect((await parley('ban', said.comment)).code).toBe(0);
    expect(await one.command('post-comment', post('more of it'))).toMatchObject({ refusal: { code: 'banned' } });
    expect(await other.command('post-comment', post('calm'))).toMatchObject({ ok: true });
    expect((await parley('unban', said.comment)).code).toBe(0);
    expect(await one.command('post-comment', post('sorry'))).toMatchObject({ ok: true });
  });

  it('KEEP-4 a ban by the author id of an export holds in every room; a name of nobody is said to be so', async () => {
    const token = await newToken(url);
    await parley('room', 'add', 'study', '--title', 'Study');
    const [here, there] = [enter('lounge', token), enter('study', token)];
    await Promise.all([here.welcomed, there.welcomed]);
    const said = post('known by this');
    await here.command('post-comment', said);
    const { out } = await parley('export', 'lounge');
    const { comments } = JSON.parse(out) as { comments: { id: string; author: { id: string } }[] };
    const author = comments.find(({ id }) => id === said.comment)?.author.id ?? '';
    expect((await parley('ban', author)).code).toBe(0);
    expect(await there.command('post-comment', post('from the other room'))).toMatchObject({ refusal: { code: 'banned' } });
    expect((await parley('unban', author)).code).toBe(0);
    expect(await there.command('post-comment', post('back'))).toMatchObject({ ok: true });
    const nobody = await parley('ban', 'AAAAAAAAAAAAAAAAAAAAAA');
    expect(nobody).toMatchObject({ code: 1, err: 'Nobody is known as AAAAAAAAAAAAAAAAAAAAAA here.\n' });
  });

  it('KEEP-1 a comment id that stands in two rooms is acted on in neither until the room is named', async () => {
    const token = await newToken(url);
    await parley('room', 'add', 'cellar', '--title', 'Cellar');
    const [here, there] = [enter('lounge', token), enter('cellar', await newToken(url))];
    await Promise.all([here.welcomed, there.welcomed]);
    const said = post('meant');
    await here.command('post-comment', said);
    await there.command('post-comment', post('a decoy', said.comment));
    const unclear = await parley('remove', said.comment);
    expect(unclear).toMatchObject({ code: 1 });
    expect(unclear.err).toContain('--room');
    expect((await parley('remove', said.comment, '--room', 'lounge')).out).toBe('Removed from lounge.\n');
    expect((await parley('export', 'cellar')).out).toContain('a decoy');
    expect((await parley('export', 'lounge')).out).not.toContain('meant');
  });

  it('KEEP-1 an import appears live, twice is once, and goes out again as it came', async () => {
    const room = enter('letters');
    await room.welcomed;
    const came = room.event('room-changed', ({ content }: { content: unknown[] }) => content.length === 2);
    const path = file('letters.json', thread);
    expect(await parley('import', path)).toMatchObject({
      code: 0,
      out: 'Made the room letters, imported 2 new comments and 1 new vote.\n',
    });
    await came;
    expect((await parley('import', path)).out).toContain('0 new comments and 0 new votes');
    const { out } = await parley('export', 'letters');
    expect(JSON.parse(out).comments.map(({ id, body }: { id: string; body: string }) => [id, body])).toEqual([
      ['first', 'Greetings.'],
      ['reply', 'And to you.'],
    ]);
  });

  it('IMP-2 a faulty file imports nothing and names every fault with its place', async () => {
    const faulty = {
      ...thread,
      room: { slug: 'faulty', title: 'Faulty' },
      comments: [
        ...thread.comments,
        { ...thread.comments[1], id: 'lost', parentId: 'nobody' },
        { ...thread.comments[1], id: 'first' },
      ],
    };
    const ended = await parley('import', file('faulty.json', faulty));
    expect(ended).toMatchObject({ code: 1, out: '' });
    expect(ended.err).toContain('Nothing was imported');
    expect(ended.err).toContain('comments.2.parentId');
    expect(ended.err).toContain('comments.3');
    const wrong = await parley('import', file('wrong.json', { ...thread, comments: [{ id: 1 }] }));
    expect(wrong.err).toContain('comments.0.id: must be of type string');
    // Faults of form and of meaning are said together, and no time may be ahead of the room's next comment.
    const [first] = thread.comments;
    const tomorrow = new Date(Date.now() + 86_400_000).toISOString();
    const both = {
      ...faulty,
      comments: [
        { ...first, id: 1 },
        { ...first, id: 'x', parentId: null, createdAt: tomorrow },
      ],
    };
    const { err } = await parley('import', file('both.json', both));
    expect(err).toContain('comments.0.id: must be of type string');
    expect(err).toContain('comments.1.createdAt: is in the future');
    expect(err).toContain('votes.0.commentId: names no comment of this file');
    expect((await parley('export', 'faulty')).code).toBe(1);
    expect(await parley('import', file('broken.json', '{ no'))).toMatchObject({ code: 1 });
    expect(await parley('import', join(folder, 'absent.json'))).toMatchObject({ code: 1 });
  });

  it('KEEP-3 a backup of the running server opens as a data folder of its own, and never replaces a file', async () => {
    const other = newFolder();
    const copy = join(other, 'parley.db');
    expect((await parley('backup', copy)).code).toBe(0);
    expect(await parley('backup', copy)).toMatchObject({ code: 1, err: `${copy} exists already.\n` });
    const nowhere = join(other, 'missing', 'parley.db');
    const failed = await parley('backup', nowhere);
    expect(failed).toMatchObject({ code: 1 });
    expect(failed.err).toMatch(/^The copy to .*missing.* failed: [^\n]*\n$/);
    // The same line without a server.
    expect(await runParley(['backup', nowhere], { PARLEY_DATA: newFolder() })).toMatchObject(failed);
    const { out } = await runParley(['export', 'lounge'], { PARLEY_DATA: other });
    expect(JSON.parse(out).comments.map(({ body }: { body: string }) => body)).toContain('open again');
  });

  it('KEEP-5 status counts who is on the server that runs, and makes nothing where none does', async () => {
    expect(await parley('status')).toMatchObject({
      code: 0,
      out: expect.stringMatching(/^\d+ connections?, \d+ rooms? open\.\n$/),
    });
    const unused = newFolder();
    const mistyped = join(unused, 'mistyped');
    for (const path of [unused, mistyped]) {
      expectFault(await runParley(['status'], { PARLEY_DATA: path }), `${path} is no data folder`);
    }
    expect(readdirSync(unused)).toEqual([]);
    await runParley(['room', 'add', 'lounge', '--title', 'Lounge'], { PARLEY_DATA: unused });
    expectFault(await runParley(['status'], { PARLEY_DATA: unused }), 'No Parley runs', unused);
  });

  it('KEEP-2 no order of the owner can be given over the network', async () => {
    const room = enter('lounge', await newToken(url));
    await room.welcomed;
    for (const name of ['lock-room', 'remove-comment', 'ban-author', 'add-room', 'import']) {
      expect(await room.command(name, { command: randomUUID() })).toMatchObject({ refusal: { code: 'unknown-command' } });
    }
  });

  it('KEEP-1 works by itself when no server runs, and leaves the folder free', async () => {
    server.kill('SIGINT');
    expect((await server.ended).code).toBe(0);
    expect(existsSync(join(folder, 'door.json'))).toBe(false);
    expect((await parley('room', 'lock', 'lounge')).code).toBe(0);
    server = startServerProcess({ PARLEY_DATA: folder });
    url = await server.ready;
    const { rooms } = (await (await fetch(`${url}/api/rooms`)).json()) as { rooms: { slug: string; status: string }[] };
    expect(rooms.find(({ slug }) => slug === 'lounge')?.status).toBe('locked');
  });
});
