import { expect, it } from 'vitest';
import { Absence } from '../src/dialects/absence.ts';

/** Somebody who looks, and is told by hand what there is to see. */
function doubting() {
  const told: string[] = [];
  const looks: Look[] = [];
  const absence = new Absence({
    look: () => {
      const look = resolvers();
      looks.push(look);
      return look.promise;
    },
    onReport: (report, level) => void told.push(`${level}: ${report}`),
  });
  const see = async (answers: boolean) => {
    const look = looks.at(-1);
    if (answers) look?.resolve();
    else look?.reject(new Error('nobody there'));
    await look?.promise.catch(() => undefined);
  };
  return { absence, told, looks, see };
}

interface Look {
  readonly promise: Promise<void>;
  resolve(): void;
  reject(error: Error): void;
}

function resolvers(): Look {
  let resolve: () => void = () => undefined;
  let reject: (error: Error) => void = () => undefined;
  const promise = new Promise<void>((done, fail) => {
    resolve = done;
    reject = fail;
  });
  return { promise, resolve, reject };
}

const AWAY = 'error: The database went away: reset. It is used again as soon as it answers.';

it('OPS-10 looks once before it tells, however many connections break, and tells once', async () => {
  const { absence, told, looks, see } = doubting();
  for (let i = 0; i < 5; i += 1) absence.suspect('reset');
  expect([looks.length, told]).toEqual([1, []]);
  await see(false);
  for (let i = 0; i < 5; i += 1) absence.suspect('reset again');
  expect([looks.length, told]).toEqual([1, [AWAY]]);
  absence.answers();
  absence.answers();
  expect(told).toEqual([AWAY, 'error: The database answers again.']);
});

it('OPS-10 says nothing of a database that answers, whoever heard it, and is in doubt anew the next time', async () => {
  const { absence, told, looks, see } = doubting();
  absence.suspect('reset');
  await see(true);
  absence.suspect('reset');
  absence.answers();
  await see(false);
  expect(told).toEqual([]);
  absence.suspect('reset');
  await see(false);
  expect([looks.length, told]).toEqual([3, [AWAY]]);
});

it('OPS-10 says nothing more once it is closed', async () => {
  const { absence, told, see } = doubting();
  absence.suspect('reset');
  absence.close();
  await see(false);
  absence.answers();
  absence.suspect('reset');
  expect(told).toEqual([]);
});
