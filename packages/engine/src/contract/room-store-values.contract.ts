/** RoomStore: values come back as they went in, whatever an engine of databases would like to make of them. */
import type { CommentId, RoomSlug } from '@parley/protocol';
import { found, guest, idOf, keeper, type OnStore } from './room-store-bench.ts';
import type { TestApi } from './test-api.ts';

const ann = guest('ann');
/** Texts that escaping, collation, normalisation or a wrong encoding would change. */
const TEXTS = [
  'it\'s "quoted" \\ and; -- commented /* out */ %_ $1 ?1 :name',
  '  spaces before and after \t\n\r\n',
  '0012',
  '1e3',
  'null',
  'é',
  'e\u0301',
  'ﬁ İ ß',
  '👩‍👩‍👧‍👦 🏳️‍🌈 🇮🇱',
  'שלום עולם',
  'می‌خواهم',
  'ภาษาไทย',
  '\u0001\u001f\u007f\ufeff\ufffd',
  '{"json": [1, null]}',
  '𝒳'.repeat(10_000),
];

export function roomStoreValues({ it, expect }: TestApi, onStore: OnStore): void {
  it(
    'STORE-1 texts come back byte for byte, the longest too',
    onStore(async (t) => {
      const posts = TEXTS.map((body) => t.post(ann, body, { name: body.slice(0, 40) }));
      await t.commit(...posts);
      await t.reopen();
      for (const [i, post] of posts.entries()) {
        const part = await t.content(idOf(post));
        expect(part.body).toBe(TEXTS[i]);
        expect(part.author).toEqual({ tag: ann.tag, name: TEXTS[i]?.slice(0, 40) });
      }
    }),
  );

  it(
    'STORE-1 an empty text and no name are not the same',
    onStore(async (t) => {
      const [id] = await t.posted('soon empty');
      await t.commit(t.remove(ann, found(id)));
      expect(await t.content(found(id))).toMatchObject({ body: '', parent: null, editedAt: null, author: { name: null } });
      expect((await t.page())?.content[0]).toMatchObject({ body: '', parent: null, editedAt: null });
    }),
  );

  it(
    'STORE-1 names that differ by case or accent are different',
    onStore(async (t) => {
      const rooms = ['caf', 'cafe', 'cafe-'] as RoomSlug[];
      for (const room of rooms) await t.store.commit(room, [t.post(ann, room)], 0);
      expect((await t.store.listRooms({ listedOnly: false })).map((room) => room.slug)).toEqual(rooms);
      expect(await t.store.findRoom('CAFE' as RoomSlug)).toBeUndefined();
      const people = ['bo', 'Bo', 'bO', 'b_', 'b%'].map(guest);
      const [id] = await t.posted('votable');
      await t.commit(...people.map((person) => t.vote(person, found(id), 1)));
      expect((await t.tally(found(id))).up).toBe(people.length);
      for (const { person } of people) expect((await t.store.readMine(t.room, [person], 0, 9))[0]).toHaveLength(1);
      expect(await t.store.readMine(t.room, ['g:BO' as never], 0, 9)).toEqual([[]]);
    }),
  );

  it(
    'STORE-1 yes and no come back as such',
    onStore(async (t) => {
      const add = (listed: boolean) =>
        t.ask(keeper, { kind: 'add-room', title: 'T', listed, article: { paragraphs: [], links: [] } });
      for (const listed of [true, false]) {
        await t.commit(add(listed));
        expect((await t.store.findRoom(t.room))?.listed).toBe(listed);
      }
    }),
  );

  it(
    'STORE-1 an article comes back whole',
    onStore(async (t) => {
      const article = {
        paragraphs: [...TEXTS.slice(0, 12), ''],
        links: [{ text: 'no address' }, { label: 'via', text: 'x', source: 'y', href: 'https://example.org/?a=1&b="' }],
      };
      await t.commit(t.ask(keeper, { kind: 'add-room', title: '“Title” ’n’ <b>', listed: true, article }));
      await t.reopen();
      expect(await t.store.findRoom(t.room)).toMatchObject({ title: '“Title” ’n’ <b>', article });
    }),
  );

  it(
    'STORE-1 large times and the smallest ones come back exactly and in order',
    onStore(async (t) => {
      const posts = [];
      for (const now of [0, 1, 2 ** 31, 2 ** 32 + 1, 2 ** 53 - 2, Number.MAX_SAFE_INTEGER]) {
        const post = { ...t.post(ann, `at ${now}`), now };
        await t.commit(post);
        posts.push({ id: idOf(post), now });
      }
      for (const { id, now } of posts) expect((await t.content(id)).createdAt).toBe(now);
      const page = found(await t.page({ order: 'oldest', limit: 4 }));
      expect(page.content.map((part) => part.id)).toEqual(posts.slice(0, 4).map(({ id }) => id));
      const rest = found(
        await t.page({ order: 'oldest', from: { at: 'after', key: found(page.windows[0]?.last ?? undefined) } }),
      );
      expect(rest.content.map((part) => part.id)).toEqual(posts.slice(4).map(({ id }) => id));
    }),
  );

  it(
    'STORE-1 the secret for tags stays the same, the epoch does not',
    onStore(async (t) => {
      const [key, epoch] = [await t.store.tagKey(), await t.store.epoch()];
      expect(key).toMatch(/^[A-Za-z0-9_-]{43}$/);
      await t.reopen();
      expect(await t.store.tagKey()).toBe(key);
      expect(await t.store.epoch()).not.toBe(epoch);
    }),
  );

  it(
    'STORE-1 many ids at once are found, doubled and unknown ones do no harm',
    onStore(async (t) => {
      const posts = Array.from({ length: 300 }, (_, i) => t.post(ann, `comment ${i}`));
      await t.commit(...posts);
      const ids = posts.map(idOf);
      const page = await t.store.readComments(t.room, [...ids, found(ids[0]), t.newId() as CommentId], ann.person);
      expect(page.content.map((part) => part.id).sort()).toEqual([...ids].sort());
      expect(page).toMatchObject({ head: 300, windows: [], mine: [] });
    }),
  );
}
