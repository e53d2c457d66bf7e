/** Rooms, comments in two parts, votes, revisions, and what makes retries and resumes exact. */
import { type CreateTableBuilder, type Kysely, sql } from 'kysely';
import type { SchemaWords } from './index.ts';

export async function rooms(db: Kysely<unknown>, words: SchemaWords): Promise<void> {
  const { schema } = db;
  const counter = (column: string) => (table: CreateTableBuilder<string>) =>
    table.addColumn(column, words.counter, (c) => words.counting(c.primaryKey()));
  const keyed = sql.raw(words.keyed);

  await counter('id')(schema.createTable('rooms'))
    .addColumn('slug', words.text, (c) => c.notNull().unique())
    .addColumn('title', words.text, (c) => c.notNull())
    .addColumn('status', words.text, (c) => c.notNull())
    .addColumn('listed', 'integer', (c) => c.notNull())
    .addColumn('article', words.text, (c) => c.notNull())
    .addColumn('head', 'bigint', (c) => c.notNull())
    .addColumn('last_created_at', 'bigint', (c) => c.notNull())
    .addColumn('comments', 'integer', (c) => c.notNull())
    .addColumn('top_level', 'integer', (c) => c.notNull())
    .execute();
  await schema.createIndex('rooms_latest').on('rooms').columns(['listed', 'last_created_at']).execute();

  await schema
    .createTable('contents')
    .addColumn('room', 'integer', (c) => c.notNull().references('rooms.id'))
    .addColumn('id', words.text, (c) => c.notNull())
    .addColumn('parent', words.text, (c) => c.notNull())
    .addColumn('root', words.text, (c) => c.notNull())
    .addColumn('depth', 'integer', (c) => c.notNull())
    .addColumn('born', 'bigint', (c) => c.notNull())
    .addColumn('author_tag', words.text)
    .addColumn('author_name', words.text)
    .addColumn('person', words.text)
    .addColumn('body', words.text, (c) => c.notNull())
    .addColumn('created_at', 'bigint', (c) => c.notNull())
    .addColumn('edited_at', 'bigint')
    .addColumn('edit_count', 'integer', (c) => c.notNull())
    .addColumn('status', words.text, (c) => c.notNull())
    .addColumn('content_rev', 'bigint', (c) => c.notNull())
    .addPrimaryKeyConstraint('contents_key', ['room', 'id'])
    .execute();
  await schema.createIndex('contents_rev').on('contents').columns(['room', 'content_rev']).execute();
  await schema.createIndex('contents_list').on('contents').columns(['room', 'parent', 'created_at', 'born']).execute();
  await schema.createIndex('contents_person').on('contents').columns(['room', 'person']).execute();

  await schema
    .createTable('tallies')
    .addColumn('room', 'integer', (c) => c.notNull())
    .addColumn('id', words.text, (c) => c.notNull())
    .addColumn('parent', words.text, (c) => c.notNull())
    .addColumn('created_at', 'bigint', (c) => c.notNull())
    .addColumn('born', 'bigint', (c) => c.notNull())
    .addColumn('best', 'integer', (c) => c.notNull())
    .addColumn('up', 'integer', (c) => c.notNull())
    .addColumn('down', 'integer', (c) => c.notNull())
    .addColumn('reply_count', 'integer', (c) => c.notNull())
    .addColumn('tally_rev', 'bigint', (c) => c.notNull())
    .addPrimaryKeyConstraint('tallies_key', ['room', 'id'])
    .modifyEnd(keyed)
    .execute();
  await schema.createIndex('tallies_rev').on('tallies').columns(['room', 'tally_rev']).execute();
  await schema.createIndex('tallies_best').on('tallies').columns(['room', 'parent', 'best', 'created_at', 'born']).execute();

  await schema
    .createTable('votes')
    .addColumn('room', 'integer', (c) => c.notNull())
    .addColumn('person', words.text, (c) => c.notNull())
    .addColumn('comment', words.text, (c) => c.notNull())
    .addColumn('value', 'integer', (c) => c.notNull())
    .addColumn('rev', 'bigint', (c) => c.notNull())
    .addPrimaryKeyConstraint('votes_key', ['room', 'person', 'comment'])
    .modifyEnd(keyed)
    .execute();
  await schema.createIndex('votes_rev').on('votes').columns(['room', 'person', 'rev']).execute();

  await schema
    .createTable('revisions')
    .addColumn('room', 'integer', (c) => c.notNull())
    .addColumn('comment', words.text, (c) => c.notNull())
    .addColumn('number', 'integer', (c) => c.notNull())
    .addColumn('body', words.text)
    .addColumn('written_at', 'bigint')
    .addColumn('replaced_at', 'bigint', (c) => c.notNull())
    .addColumn('replies', 'integer', (c) => c.notNull())
    .addPrimaryKeyConstraint('revisions_key', ['room', 'comment', 'number'])
    .execute();

  await counter('id')(schema.createTable('outcomes'))
    .addColumn('room', 'integer', (c) => c.notNull())
    .addColumn('person', words.text, (c) => c.notNull())
    .addColumn('command', words.text, (c) => c.notNull())
    .addColumn('at', 'bigint', (c) => c.notNull())
    .addColumn('outcome', words.text, (c) => c.notNull())
    .addUniqueConstraint('outcomes_key', ['room', 'person', 'command'])
    .execute();

  await schema
    .createTable('bans')
    .addColumn('room', 'integer', (c) => c.notNull())
    .addColumn('person', words.text, (c) => c.notNull())
    .addPrimaryKeyConstraint('bans_key', ['room', 'person'])
    .modifyEnd(keyed)
    .execute();

  await counter('opening')(schema.createTable('epochs'))
    .addColumn('epoch', words.text, (c) => c.notNull().unique())
    .execute();
  await schema
    .createTable('starts')
    .addColumn('room', 'integer', (c) => c.notNull())
    .addColumn('opening', 'integer', (c) => c.notNull())
    .addColumn('head', 'bigint', (c) => c.notNull())
    .addPrimaryKeyConstraint('starts_key', ['room', 'opening'])
    .modifyEnd(keyed)
    .execute();

  await schema
    .createTable('externals')
    .addColumn('room', 'integer', (c) => c.notNull())
    .addColumn('kind', words.text, (c) => c.notNull())
    .addColumn('id', words.text, (c) => c.notNull())
    .addColumn('external', words.text, (c) => c.notNull())
    .addPrimaryKeyConstraint('externals_key', ['room', 'kind', 'id'])
    .modifyEnd(keyed)
    .execute();
}
