/** The check of a shared database while instances use it. */
import { refuseUnlessParley, withAdministrator } from '../dialects/postgres-administrator.ts';
import { READING, transactOn } from '../dialects/postgres-session.ts';
import { byQuery } from './check.ts';
import { type Verification, verifyIn } from './verify.ts';

const COUNTED = { rooms: 'id', outcomes: 'id', epochs: 'opening' } as const;

const sequences = byQuery(
  'counters',
  'each counter of keys stands above the keys there are',
  Object.entries(COUNTED)
    .map(
      ([table, key]) =>
        `select '' as room, '${table}' as row, 'would count on from ' || s.last_value || ' below ' || t.last as fault
         from ${table}_${key}_seq as s, (select max(${key}) as last from ${table}) as t where s.last_value < t.last`,
    )
    .join(' union all '),
);

const lineage = byQuery(
  'lineage',
  'the database has a lineage to name its epoch by',
  `select '' as room, 'lineage' as row, 'is missing' as fault where not exists (select 1 from meta where key = 'lineage')`,
);

/** Looks at one moment of it, while others write. Rejects with a StoreError when it cannot be read. */
export const verifyPostgres = (url: string): Promise<Verification> =>
  withAdministrator(url, ({ line, db }) =>
    transactOn(
      line,
      db,
      READING,
    )(async (snapshot) => {
      await refuseUnlessParley(snapshot);
      return verifyIn(snapshot, [sequences, lineage]);
    }),
  );
