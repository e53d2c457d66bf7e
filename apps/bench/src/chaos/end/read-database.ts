/** All of a room as the database has it, read past every proxy and every line of the store's own code. */
import { Client } from 'pg';
import type { LineOf } from '../history/lines.ts';

type StoreLine = Omit<LineOf<'store'>, 'at'>;

/** Numbers of Postgres' bigint come as text. */
const number = (value: unknown): number => Number(value);
const text = (value: unknown): string => String(value);

/** One snapshot. @throws when the room is not there. */
export async function readDatabase(url: string, room: string): Promise<StoreLine> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    await client.query('begin isolation level repeatable read read only');
    const rows = async (sql: string, ...values: readonly unknown[]) =>
      (await client.query<Record<string, unknown>>(sql, [...values])).rows;
    const [found] = await rows('select * from rooms where slug = $1', room);
    if (!found) throw new Error(`The database has no room ${room}.`);
    const { id } = found;
    const [epoch] = await rows('select epoch from epochs order by opening desc limit 1');
    const of = (table: string) => rows(`select * from ${table} where room = $1`, id);
    const [contents, tallies, votes, outcomes] = [
      await of('contents'),
      await of('tallies'),
      await of('votes'),
      await of('outcomes'),
    ];
    const revisions = await rows('select comment, count(*) as count from revisions where room = $1 group by comment', id);
    const line = {
      kind: 'store',
      from: 'database',
      epoch: text(epoch?.epoch),
      head: number(found.head),
      summary: {
        title: text(found.title),
        status: text(found.status),
        comments: number(found.comments),
        topLevel: number(found.top_level),
      },
      content: contents.map(contentOf),
      tallies: tallies.map((row) => ({
        id: text(row.id),
        up: number(row.up),
        down: number(row.down),
        replyCount: number(row.reply_count),
        best: number(row.best),
        tallyRev: number(row.tally_rev),
      })),
      private: {
        votes: votes.map((row) => ({
          person: text(row.person),
          comment: text(row.comment),
          value: number(row.value),
          rev: number(row.rev),
        })),
        outcomes: outcomes.map((row) => ({ person: text(row.person), command: text(row.command) })),
        revisions: revisions.map((row) => ({ comment: text(row.comment), count: number(row.count) })),
      },
    };
    return line as unknown as StoreLine;
  } finally {
    await client.end();
  }
}

const contentOf = (row: Record<string, unknown>) => ({
  id: text(row.id),
  parent: row.parent === '' ? null : text(row.parent),
  root: text(row.root),
  depth: number(row.depth),
  born: number(row.born),
  author: { tag: row.author_tag, name: row.author_name },
  body: text(row.body),
  createdAt: number(row.created_at),
  editedAt: row.edited_at === null ? null : number(row.edited_at),
  editCount: number(row.edit_count),
  status: text(row.status),
  contentRev: number(row.content_rev),
});
