import { type CheckResult, type Verification, verifyPostgres, verifySqlite } from '@parley/store';
import type { StoreCommand } from './command.ts';
import { databaseIn, databaseUrl, dataFolder, inOneLine } from './which-store.ts';
import { isFile } from './words.ts';

const linesOf = ({ name, rule, faults, hasMore }: CheckResult): string[] => [
  `${faults.length === 0 ? 'ok   ' : 'FAULT'} ${name.padEnd(8)} ${rule}`,
  ...faults.map(({ room, row, fault }) => `      ${[room && `room ${room}`, row].filter(Boolean).join(', ')}: ${fault}`),
  ...(hasMore ? ['      … and more'] : []),
];

function report(what: string, { counts, checks }: Verification) {
  const { rooms, comments, votes, outcomes } = counts;
  const faulty = checks.filter(({ faults }) => faults.length > 0).length;
  return {
    ok: faulty === 0,
    lines: [
      `${what}: ${rooms} rooms, ${comments} comments, ${votes} votes, ${outcomes} outcomes kept for retries.`,
      ...checks.flatMap(linesOf),
      faulty === 0 ? `All ${checks.length} checks hold.` : `${faulty} of ${checks.length} checks found faults.`,
    ],
  };
}

export const verify: StoreCommand = {
  usage: 'verify [FILE]',
  says: 'checks that nothing in the store contradicts anything else, also while it is in use; or in a copy that a backup made',
  parseForStore([file, ...more]) {
    if ((file !== undefined && !isFile(file)) || more.length > 0) return undefined;
    return async (env) => {
      const url = file === undefined ? databaseUrl(env) : undefined;
      if (url !== undefined) return report('The shared database', await inOneLine(verifyPostgres(url)));
      const path = file ?? databaseIn(dataFolder(env));
      return report(path, await inOneLine(verifySqlite(path)));
    };
  },
};
