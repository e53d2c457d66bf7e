/** Knocks at the door of a running server. */
import { readFileSync } from 'node:fs';
import { request } from 'node:http';
import { doorCard, doorFile } from '../admin-door.ts';
import { type KeeperAnswer, type KeeperDesk, keeperAnswer } from '../keeper-desk.ts';
import { StartFault } from '../start-fault.ts';

/** A desk that stands in another process. Throws a `StartFault` when nobody opens. */
export function doorDesk(folder: string): KeeperDesk {
  const card = readCard(folder);
  return (order) =>
    new Promise((resolve, reject) => {
      const shut = () => reject(new StartFault(`The Parley that uses ${folder} does not answer. Try again, or stop it first.`));
      const asked = request(
        { socketPath: card.address, method: 'POST', path: '/', headers: { authorization: `Bearer ${card.key}` } },
        (response) => {
          let text = '';
          response.setEncoding('utf8');
          response.on('data', (piece: string) => {
            text += piece;
          });
          response.on('error', shut);
          response.on('end', () => {
            const answer = keeperAnswer.safeParse(JSON.parse(text));
            if (answer.success) resolve(answer.data as KeeperAnswer);
            else shut();
          });
        },
      );
      asked.on('error', shut);
      asked.end(JSON.stringify(order));
    });
}

function readCard(folder: string) {
  try {
    return doorCard.parse(JSON.parse(readFileSync(doorFile(folder), 'utf8')));
  } catch {
    throw new StartFault(`The data folder ${folder} is in use, but the door of its Parley is not open yet. Try again shortly.`);
  }
}
